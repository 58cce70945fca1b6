using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sources.Aws;
using Namesake.Sources.Files;

namespace Namesake.App.Importing;

/// <summary>
/// Imports what a queue tells of, group by group: messages are gathered, then the ledger is taken, their files are
/// imported, the ledger is let go, and only then are the messages deleted. Where the process dies in between, they come
/// again, and the ledger knows their files.
/// </summary>
internal sealed class QueueImport(Terminal terminal, QueueSource source, LedgerFolder folder, int batch, bool keepRaw, Action<LedgerImport> forget, Action<Diagnostic> report, Action<Committed, IReadOnlyList<PolicyChange>>? committed = null)
{
    /// <summary>
    /// How long messages are gathered, from the first on: each group makes a segment. Not longer, since their events are
    /// not in the ledger until then.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(5);

    /// <summary>So many files make a group, however little time has passed.</summary>
    private const int MostFiles = 1_000;

    /// <summary>For so long, after it is told to end, it still reads what it has messages of; the rest goes back to the queue.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Until then it has ended by itself, or may be ended: nothing is lost.</summary>
    public static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);

    /// <summary>Runs until it is stopped, or the source ends.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var late = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var delayed = stop.Register(() => late.CancelAfter(Grace));
        var batches = source.Batches(ending.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = batches.MoveNextAsync().AsTask();
        try
        {
            while (await next)
            {
                var group = new List<QueueBatch>();
                var full = Task.Delay(Gathering, CancellationToken.None);
                do
                {
                    group.Add(batches.Current);
                    next = batches.MoveNextAsync().AsTask();
                }
                while (group.Sum(b => b.Files.Length) < MostFiles && await Task.WhenAny(next, full) == next && await next);
                await Import(group, late.Token);
                // Whoever waits for the ledger comes between.
                await Task.Delay(2 * ImportTurn.Look, CancellationToken.None);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await batches.DisposeAsync();
        }
    }

    private async Task Import(List<QueueBatch> group, CancellationToken late)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        ImportOutcome done;
        try
        {
            using var import = (await ImportTurn.Begin(terminal, folder, noWait: false, late))!;
            // Files that were begun are read to their end, whatever happens.
            done = await new ImportRun(import, batch, keepRaw, report, committed).Run(Files(), progress: null, CancellationToken.None);
            terminal.Say(done.Describe(import, folder));
            forget(import);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return;
        }
        foreach (var some in group) await source.Complete(some, FateOf, CancellationToken.None);

        async IAsyncEnumerable<InputFile> Files()
        {
            foreach (var file in group.SelectMany(b => b.Files))
            {
                if (late.IsCancellationRequested) yield break;
                if (taken.Add(file.Name)) yield return file;
            }
            await Task.CompletedTask;
        }

        FileFate FateOf(InputFile file) => done.Lost.Contains(file.Name) ? FileFate.Lost : taken.Contains(file.Name) ? FileFate.Kept : FileFate.Untouched;
    }
}
