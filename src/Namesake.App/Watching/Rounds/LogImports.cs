using System.Collections.Immutable;
using Namesake.App.Importing;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.Telemetry;
using Namesake.Ledger;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sources.Aws;
using Namesake.Sources.Files;

namespace Namesake.App.Watching.Rounds;

/// <summary>Imports logs as they arrive, and tells that there is something new.</summary>
internal sealed class LogImports(WatchedLogs logs, LedgerFolder folder, Terminal terminal, LogNews news, WatchStatus status, TimeProvider clock)
{
    /// <summary>After a queue was lost.</summary>
    private static readonly TimeSpan ForQueue = TimeSpan.FromMinutes(1);

    /// <summary>Runs until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Once(untilEmpty: false, stop);
                await Task.Delay(logs.Queue is null ? logs.Every : ForQueue, clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was begun is in the ledger, or is read next time.
        }
    }

    /// <summary>Imports what is there.</summary>
    /// <param name="untilEmpty">Whether a queue ends when it is empty.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Whether all of it was read.</returns>
    public async Task<bool> Once(bool untilEmpty, CancellationToken stop)
    {
        using var span = WatchMeters.Source.StartActivity("import");
        var errors = 0;
        try
        {
            if (logs.Queue is { } queue) await OfQueue(queue, untilEmpty, Report, stop);
            else await OfInputs(Report, stop);
            status.LogFault = errors > 0 ? "some logs were not read" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LedgerException)
        {
            status.LogFault = e.Message;
            terminal.Say($"namesake: logs were not imported, and are tried again: {e.Message}");
        }
        return status.LogFault is null;

        void Report(Diagnostic diagnostic)
        {
            if (diagnostic.Severity == Severity.Error) Interlocked.Increment(ref errors);
            terminal.Say([diagnostic], Severity.Warning);
        }
    }

    private async Task OfQueue(string url, bool untilEmpty, Action<Diagnostic> report, CancellationToken stop)
    {
        var options = new QueueOptions { Buckets = [.. logs.Buckets] };
        if (untilEmpty) options = options with { UntilEmpty = true, Wait = TimeSpan.FromSeconds(2) };
        if (await QueueSource.Open(url, options, report, stop) is not { } source) return;
        await using (source) await new QueueImport(terminal, source, folder, ImportRun.UsualBatch, logs.KeepRaw, Recovered, report, Committed).Run(stop);

        // A queue is read until the watch ends: what went wrong before this import is over.
        void Recovered(LedgerImport import)
        {
            Ended(import);
            status.LogFault = null;
        }
    }

    private async Task OfInputs(Action<Diagnostic> report, CancellationToken stop)
    {
        if (await ImportTurn.Begin(terminal, folder, noWait: false, stop) is not { } import) return;
        using (import)
        {
            var done = await new ImportRun(import, ImportRun.UsualBatch, logs.KeepRaw, report, Committed).Run(InputFiles.Find(logs.Inputs, report, stop), progress: null, stop);
            if (done.Files > 0) terminal.Say(done.Describe(import, folder));
            Ended(import);
        }
    }

    private void Ended(LedgerImport import) => status.Newest = import.Newest;

    private void Committed(Committed done, IReadOnlyList<PolicyChange> changes)
    {
        WatchMeters.Events.Add(done.New);
        // A file that cannot be read to its end is read each time: what it tells is no news then.
        if (done.New > 0) news.Add(changes);
    }
}
