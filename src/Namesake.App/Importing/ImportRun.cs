using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Namesake.App.Reports;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.App.Importing;

/// <summary>What an import did.</summary>
/// <param name="Files">Files that were read.</param>
/// <param name="Known">Files that were not, being in the ledger as they are.</param>
/// <param name="Events">Events that were read, copies included.</param>
/// <param name="New">Events that the ledger did not have.</param>
/// <param name="Mended">Identities of earlier imports whose answers were given anew.</param>
/// <param name="TooOld">Events of a time that is forgotten, which were passed over.</param>
/// <param name="Lost">The names of the files that were not read whole.</param>
internal sealed record ImportOutcome(int Files, int Known, long Events, long New, long Mended, long TooOld, ImmutableHashSet<string> Lost)
{
    /// <param name="ledger">Into which was imported.</param>
    /// <param name="folder">Where it is.</param>
    /// <returns>A sentence without its full stop.</returns>
    public string Describe(LedgerImport ledger, LedgerFolder folder) =>
        $"{Counts.Of(Files, "file")} read{(Known > 0 ? $", {Known:N0} passed over, being in the ledger" : "")}; {Counts.Of(Events, "event")}, {New:N0} of them new"
        + $"{(Mended > 0 ? $"; {Counts.Of(Mended, "earlier identity", "earlier identities")} answered anew" : "")}{(TooOld > 0 ? $"; {TooOld:N0} passed over, being of a time that is forgotten" : "")}; {ledger.Events:N0} in the ledger ({folder.Path})";
}

/// <summary>
/// Reads files, a worker a core, and commits what they hold in batches: while one is written, the next is read.
/// </summary>
/// <param name="ledger">Where to.</param>
/// <param name="batch">How many events are written at a time.</param>
/// <param name="keepRaw">Whether events are kept as their logs have them too.</param>
/// <param name="report">Told what is wrong with the files.</param>
/// <param name="committed">Told what is in the ledger now, and which trust policies that changed; null where nobody asks.</param>
internal sealed class ImportRun(LedgerImport ledger, int batch, bool keepRaw, Action<Diagnostic> report, Action<Committed, IReadOnlyList<PolicyChange>>? committed = null)
{
    /// <summary>So many events take some 60 MB until they are written.</summary>
    public const int UsualBatch = 400_000;

    public const int SmallestBatch = 100;
    public const int LargestBatch = 4_000_000;

    private readonly Lock _commits = new();
    private Committed _sum = new(0, 0, 0, 0);
    private readonly ConcurrentBag<string> _lost = [];
    private int _known;

    private sealed record Worker(FactBuffer Buffer, PartReader Reader);

    public async Task<ImportOutcome> Run(IAsyncEnumerable<InputFile> files, IProgress<int>? progress, CancellationToken cancellation)
    {
        var read = 0;
        var writing = Task.CompletedTask;
        await using var next = Prefetch.Ahead(New(files, cancellation), cancellation).GetAsyncEnumerator(cancellation);
        for (var more = true; more;)
        {
            using var turn = new SemaphoreSlim(1);
            var workers = NewWorkers(Environment.ProcessorCount);
            await Task.WhenAll(workers.Select(w => Task.Run(() => Work(w), cancellation)));
            await writing;
            var contents = workers.Select(w => w.Buffer.Detach()).ToImmutableArray();
            writing = Task.Run(() => Commit(contents), cancellation);

            async Task Work(Worker worker)
            {
                while (workers.Sum(w => w.Buffer.Count) < batch && await Take() is { } file)
                {
                    Read(worker, file);
                    var count = Interlocked.Increment(ref read);
                    progress?.Report(count);
                }
            }

            async Task<InputFile?> Take()
            {
                await turn.WaitAsync(cancellation);
                try
                {
                    return more && (more = await next.MoveNextAsync()) ? next.Current : null;
                }
                finally
                {
                    turn.Release();
                }
            }
        }
        await writing;
        return new ImportOutcome(read, _known, _sum.Read, _sum.New, _sum.Mended, _sum.TooOld, _lost.ToImmutableHashSet(StringComparer.Ordinal));
    }

    /// <summary>What the ledger has is passed over before anything of it is fetched.</summary>
    private async IAsyncEnumerable<InputFile> New(IAsyncEnumerable<InputFile> files, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var file in files.WithCancellation(cancellation))
            if (file.Version is { } version && ledger.Has(version.ToString())) _known++;
            else yield return file;
    }

    private void Read(Worker worker, InputFile file)
    {
        // The version is taken before the reading: what is written to the file meanwhile is read next time.
        worker.Buffer.Begin(new ImportedInput(file.Name, file.Version?.ToString()));
        if (worker.Reader.Read(file, report)) worker.Buffer.EndWhole();
        else _lost.Add(file.Name);
    }

    private ImmutableArray<Worker> NewWorkers(int count)
    {
        var workers = ImmutableArray.CreateBuilder<Worker>(count);
        for (var i = 0; i < count; i++)
        {
            var buffer = new FactBuffer(batch, content => Commit([content]));
            workers.Add(new Worker(buffer, new PartReader(buffer.Part, keepRaw ? (_, json) => buffer.KeepRaw(json) : null, i > 0 ? workers[0].Reader : null)));
        }
        return workers.MoveToImmutable();
    }

    private void Commit(ImmutableArray<FactContent> contents)
    {
        lock (_commits)
        {
            var changes = committed is null ? [] : contents.SelectMany(c => c.PolicyChanges).ToList();
            var done = ledger.Commit(contents);
            committed?.Invoke(done, changes);
            _sum = new Committed(_sum.Read + done.Read, _sum.New + done.New, _sum.Mended + done.Mended, _sum.TooOld + done.TooOld);
        }
    }
}
