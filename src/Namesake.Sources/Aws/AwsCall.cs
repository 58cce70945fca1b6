using Amazon.Runtime;

namespace Namesake.Sources.Aws;

/// <summary>Calls with an end: the SDK itself waits for ever for an answer that does not begin.</summary>
internal static class AwsCall
{
    /// <summary>For a call with all its retries.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="TimeoutException">No answer came.</exception>
    /// <exception cref="AmazonClientException">The answer was not understood.</exception>
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
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException) && !AwsFault.Is(e))
        {
            // The SDK trips over answers that AWS never gives, but a server in its place may.
            throw new AmazonClientException($"the answer is none that AWS gives: {e.Message}", e);
        }
    }
}
