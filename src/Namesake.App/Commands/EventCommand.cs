using System.CommandLine;
using Namesake.App.Reports;
using Namesake.Ledger.Answering;
using Namesake.Ledger.Storage;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary><c>namesake event</c>: one event as its log has it.</summary>
internal static class EventCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("event-id") { Description = "The event's id" };
        var (logs, ledger) = (new LogOptions(), LedgerOptions.Ledger());
        var command = new Command("event", SharedOptions.Help(
            "Print an event as CloudTrail wrote it, from the ledger or from the log that the ledger read it from. Secrets are hidden.",
            $"namesake event {Demo.DemoDay.BucketDeleted} --logs samples/trail",
            $"namesake event {Demo.DemoDay.BucketDeleted} --ledger /var/lib/namesake"))
        {
            id, logs.Logs, logs.Since, logs.Until, ledger,
        };
        command.SetAction((parsed, cancellation) => logs.Of(parsed) is var given && given.Inputs.Length > 0
            ? OfLogs(terminal, WhoQuestion.EventOf(parsed.GetRequiredValue(id)), given, cancellation)
            : OfLedger(terminal, WhoQuestion.EventOf(parsed.GetRequiredValue(id)), given, LedgerOptions.Folder(parsed.GetValue(ledger)), cancellation));
        return command;
    }

    private static async Task<int> OfLogs(Terminal terminal, EventId id, GivenLogs logs, CancellationToken cancellation)
    {
        if (logs.Fault is { } fault)
        {
            terminal.Say($"namesake: {fault}");
            return ExitCode.WrongUse;
        }
        var (found, diagnostics) = await RawSearch.Find(logs.Inputs, logs.Window, id, cancellation);
        terminal.Say(diagnostics.OrderBy(d => d.ToString(), StringComparer.Ordinal), Severity.Warning);
        if (found is not null) return Print(terminal, found);
        terminal.Say($"namesake: event {id} is not in these logs");
        return ExitCode.Undecided;
    }

    private static async Task<int> OfLedger(Terminal terminal, EventId id, GivenLogs given, LedgerFolder folder, CancellationToken cancellation)
    {
        if (given.Window != TimeWindow.Always || given.Fault is not null)
        {
            terminal.Say($"namesake: {given.Fault ?? "--since and --until choose among logs: give --logs, or ask the ledger without them"}");
            return ExitCode.WrongUse;
        }
        if (LedgerOptions.Open(terminal, folder) is not { } snapshot) return ExitCode.WrongUse;
        using (snapshot)
        {
            if (new KeptRawEvents(snapshot).Find(id) is { } kept) return Print(terminal, kept);
            var sources = new EventSources(snapshot).Of(id);
            if (sources.Count == 0)
            {
                terminal.Say($"namesake: event {id} is not in the ledger ({Counts.Of(snapshot.Segments.Sum(s => s.Events), "event")} in \"{folder.Path}\")");
                return ExitCode.Undecided;
            }
            var (found, why) = await RereadSource.Find(sources, id, cancellation);
            if (found is not null) return Print(terminal, found);
            terminal.Say($"namesake: event {id} is in the ledger, but {why}");
            return ExitCode.Failed;
        }
    }

    private static int Print(Terminal terminal, byte[] json)
    {
        terminal.Data.Flush();
        using var stdout = Console.OpenStandardOutput();
        // A pipe gets the bytes; a terminal nothing that would act on it.
        stdout.Write(Terminal.IsPipe ? json : System.Text.Encoding.UTF8.GetBytes(Terminal.CleanLines(System.Text.Encoding.UTF8.GetString(json))));
        stdout.Write("\n"u8);
        return ExitCode.Fine;
    }
}
