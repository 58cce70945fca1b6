namespace Namesake.Sources.Aws;

/// <summary>Calls with an end: the SDK itself waits for ever for an answer that does not begin.</summary>
internal static class AwsCall
{
    /// <summary>For a call with all its retries.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="TimeoutException">No answer came.</exception>
    public static async Task<T> Run<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await call(patience.Token);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer came for {Patience.TotalSeconds:0} seconds", e);
        }
    }
}
