using System.Runtime.CompilerServices;

namespace Namesake.Sources.Files;

/// <summary>How much is fetched ahead of its turn.</summary>
/// <param name="Files">How many files at once.</param>
/// <param name="Bytes">How many bytes of them are held, until they are read and closed; larger files are not fetched ahead.</param>
internal sealed record PrefetchLimits(int Files, long Bytes)
{
    public static readonly PrefetchLimits Normal = new(16, 64L << 20);

    /// <summary>A larger one would leave little to the others: it is read as it comes.</summary>
    public long Largest => Bytes / 4;
}

/// <summary>Fetches files from a network while those before them are read. Files of this machine pass through.</summary>
public static class Prefetch
{
    /// <summary>
    /// The same files in the same order. Each must be opened and closed, or the memory that it holds is not given to the
    /// next.
    /// </summary>
    public static IAsyncEnumerable<InputFile> Ahead(IAsyncEnumerable<InputFile> files, CancellationToken cancellation = default) => Ahead(files, PrefetchLimits.Normal, cancellation);

    internal static IAsyncEnumerable<InputFile> Ahead(IAsyncEnumerable<InputFile> files, PrefetchLimits limits, CancellationToken cancellation = default) =>
        Ahead(files, limits, cancellation, cancellation);

    // The compiler joins the last token with the enumerator's own, and the two are dead when the enumeration ends: files live on.
    private static async IAsyncEnumerable<InputFile> Ahead(
        IAsyncEnumerable<InputFile> files, PrefetchLimits limits, CancellationToken reading, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var budget = new ByteBudget(limits.Bytes);
        var ahead = new Queue<Task<InputFile>>();
        var source = files.GetAsyncEnumerator(ending.Token);
        var moving = source.MoveNextAsync().AsTask();
        try
        {
            do
            {
                // A listing that is slow to go on holds up nobody who could be served.
                while (ahead.Count < limits.Files && (moving.IsCompleted || ahead.Count == 0) && await moving)
                {
                    if (SizeOf(source.Current, limits) is var size && !budget.TryTake(size))
                    {
                        if (ahead.Count > 0) break;
                        await budget.Take(size, cancellation);
                    }
                    ahead.Enqueue(Fetch(source.Current, size, budget, reading, ending.Token));
                    moving = source.MoveNextAsync().AsTask();
                }
                if (ahead.TryDequeue(out var next)) yield return await next;
            }
            while (ahead.Count > 0 || await moving);
        }
        finally
        {
            await ending.CancelAsync();
            await moving.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await source.DisposeAsync();
        }
    }

    private static long SizeOf(InputFile file, PrefetchLimits limits) => file is RemoteFile remote && remote.Size <= limits.Largest ? remote.Size : 0;

    private static Task<InputFile> Fetch(InputFile file, long size, ByteBudget budget, CancellationToken reading, CancellationToken fetching) =>
        file is not RemoteFile remote ? Task.FromResult(file)
        : size > 0 ? PrefetchedFile.Fetch(remote, budget, fetching)
        // It may still be read when the last file was given out.
        : Task.FromResult<InputFile>(new InterruptibleFile(remote, reading));
}

/// <summary>A file that is read as it comes, until it is read or the reading is interrupted.</summary>
internal sealed record InterruptibleFile(RemoteFile File, CancellationToken Cancellation) : InputFile(File.Name, File.Named)
{
    public override SourceVersion? Version => File.Version;

    public override Stream Open() => File.OpenAsync(Cancellation).GetAwaiter().GetResult();
}
