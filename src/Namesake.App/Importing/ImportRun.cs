using System.Collections.Immutable;
using Namesake.Ledger.Importing;
using Namesake.Policy.Model;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.App.Importing;

/// <summary>What an import did.</summary>
/// <param name="Files">Files that were read.</param>
/// <param name="Known">Files that were not, being in the ledger as they are.</param>
/// <param name="Events">Events that were read, copies included.</param>
/// <param name="New">Events that the ledger did not have.</param>
/// <param name="Mended">Identities of earlier imports whose answers were given anew.</param>
internal sealed record ImportOutcome(int Files, int Known, long Events, long New, long Mended);

/// <summary>
/// Reads files, a worker a core, and commits what they hold in batches: while one is written, the next is read.
/// </summary>
internal sealed class ImportRun(LedgerImport ledger, int batch, Action<Diagnostic> report)
{
    /// <summary>So many events take some 60 MB until they are written.</summary>
    public const int UsualBatch = 400_000;

    public const int SmallestBatch = 100;
    public const int LargestBatch = 4_000_000;

    private readonly Lock _commits = new();
    private Committed _sum = new(0, 0, 0);

    private sealed record Worker(FactBuffer Buffer, PartReader Reader);

    public async Task<ImportOutcome> Run(IAsyncEnumerable<InputFile> files, IProgress<int>? progress, CancellationToken cancellation)
    {
        var (read, known) = (0, 0);
        var writing = Task.CompletedTask;
        await using var next = files.GetAsyncEnumerator(cancellation);
        for (var more = true; more;)
        {
            using var turn = new SemaphoreSlim(1);
            var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => NewWorker()).ToImmutableArray();
            await Task.WhenAll(workers.Select(w => Task.Run(() => Work(w), cancellation)));
            await writing;
            var contents = workers.Select(w => w.Buffer.Detach()).ToImmutableArray();
            writing = Task.Run(() => Commit(contents), cancellation);

            async Task Work(Worker worker)
            {
                while (workers.Sum(w => w.Buffer.Count) < batch && await Take() is { } file)
                {
                    Read(worker, file);
                    progress?.Report(Interlocked.Increment(ref read));
                }
            }

            async Task<InputFile?> Take()
            {
                await turn.WaitAsync(cancellation);
                try
                {
                    while (more && (more = await next.MoveNextAsync()))
                    {
                        if (next.Current.Version is not { } version || !ledger.Has(version.ToString())) return next.Current;
                        known++;
                    }
                    return null;
                }
                finally
                {
                    turn.Release();
                }
            }
        }
        await writing;
        return new ImportOutcome(read, known, _sum.Read, _sum.New, _sum.Mended);
    }

    private void Read(Worker worker, InputFile file)
    {
        // The version is taken before the reading: what is written to the file meanwhile is read next time.
        worker.Buffer.Begin(new ImportedInput(file.Name, file.Version?.ToString()));
        if (worker.Reader.Read(file, report)) worker.Buffer.EndWhole();
    }

    private Worker NewWorker()
    {
        var buffer = new FactBuffer(batch, content => Commit([content]));
        return new Worker(buffer, new PartReader(buffer.Part));
    }

    private void Commit(ImmutableArray<FactContent> contents)
    {
        lock (_commits)
        {
            var done = ledger.Commit(contents);
            _sum = new Committed(_sum.Read + done.Read, _sum.New + done.New, _sum.Mended + done.Mended);
        }
    }
}
