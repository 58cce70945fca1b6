using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Audit.Enforcement;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary><c>namesake attribute</c>: who is behind every session event of a log, one JSON line each.</summary>
internal static class AttributeCommand
{
    public static Command Create(Terminal terminal)
    {
        var logs = new LogOptions();
        var ledger = LedgerOptions.Ledger();
        var output = new Option<string?>("--out") { Description = "Write to this file instead of standard output" };
        var command = new Command("attribute", SharedOptions.Help(
            "Name the person behind every event made with temporary credentials: a JSON line for each, once per event id.",
            "namesake attribute --logs samples/trail --out who.jsonl",
            "namesake attribute --logs s3://my-trail-bucket --since 2025-03-03 --until 2025-03-04",
            "aws cloudtrail lookup-events --output json | namesake attribute --logs -"))
        {
            logs.Logs, logs.Since, logs.Until, ledger, output,
        };
        command.SetAction((parsed, cancellation) => Run(terminal, logs.Of(parsed), LedgerOptions.Folder(parsed.GetValue(ledger)), parsed.GetValue(output), cancellation));
        return command;
    }

    private static Task<int> Run(Terminal terminal, GivenLogs logs, LedgerFolder folder, string? output, CancellationToken cancellation)
    {
        if (logs.Fault is null) return logs.Inputs.Length > 0 ? OfLogs(terminal, logs, output, cancellation) : OfLedger(terminal, folder, logs.Window, output, cancellation);
        terminal.Say($"namesake: {logs.Fault}");
        return Task.FromResult(ExitCode.WrongUse);
    }

    private static async Task<int> OfLedger(Terminal terminal, LedgerFolder folder, TimeWindow window, string? output, CancellationToken cancellation)
    {
        if (LedgerOptions.Open(terminal, folder) is not { } snapshot) return ExitCode.WrongUse;
        using (snapshot)
        {
            var tally = await terminal.Wait("Attributing events", progress => Task.FromResult(Write(terminal, new LedgerAttributions(snapshot, new EnforcedNames().Prove).All().Where(a => window.Holds(a.Event.Time)), output, progress, cancellation)));
            terminal.Say($"{Counts.Of(snapshot.Segments.Sum(s => s.Events), "event")} in the ledger; {tally.Describe()}");
            return tally.Contradictions > 0 ? ExitCode.Findings : ExitCode.Fine;
        }
    }

    private static async Task<int> OfLogs(Terminal terminal, GivenLogs logs, string? output, CancellationToken cancellation)
    {
        var read = await terminal.Wait("Reading log files", progress => TrailReader.Read(logs.Inputs, logs.Window, (in e) => e.Identity.IsSession, progress, cancellation));
        var tally = await terminal.Wait("Attributing events", progress => Task.FromResult(Write(terminal, new Attributor(read.Trail, new EnforcedNames().Prove).All(), output, progress, cancellation)));
        terminal.Say(read.Diagnostics, read.Diagnostics.Length > 50 ? Severity.Warning : Severity.Note);
        terminal.Say($"{Counts.Of(read.Files, "file")}, {Counts.Of(read.Trail.Seen, "event")} read; {tally.Describe()}");
        return tally.Contradictions > 0 ? ExitCode.Findings
            : read.Diagnostics.Any(d => d.Severity == Severity.Error) ? ExitCode.Undecided
            : ExitCode.Fine;
    }

    private static Tally Write(Terminal terminal, IEnumerable<Attribution> attributions, string? output, IProgress<int> progress, CancellationToken cancellation)
    {
        if (output is null)
        {
            terminal.Data.Flush();
            using var stdout = Console.OpenStandardOutput();
            return WriteTo(stdout, attributions, progress, cancellation);
        }
        // Written beside its place and moved there whole: a reader never sees half of it.
        var partial = $"{output}.{Environment.ProcessId}.partial";
        try
        {
            Tally tally;
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)) tally = WriteTo(stream, attributions, progress, cancellation);
            File.Move(partial, output, overwrite: true);
            return tally;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static Tally WriteTo(Stream stream, IEnumerable<Attribution> attributions, IProgress<int> progress, CancellationToken cancellation)
    {
        using var lines = new AttributionLines(stream);
        var tally = new Tally();
        foreach (var attribution in attributions)
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Write(attribution);
            tally.Add(attribution.Answer);
            if (tally.Total % 1_000 == 0) progress.Report(tally.Total);
        }
        return tally;
    }
}
