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
using Namesake.Sources.Integrity;

namespace Namesake.App.Commands;

/// <summary><c>namesake who</c>: who is behind one event, one key or one session, how sure that is, and why.</summary>
internal static class WhoCommand
{
    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("target") { Description = "An event id, an access key id, or the ARN of a role session" };
        var logs = new LogOptions();
        var ledger = LedgerOptions.Ledger();
        var keys = new Option<string[]>("--public-keys") { Description = "With --logs: verify the logs too, as 'namesake verify' does, and say what the answer rests on", AllowMultipleArgumentsPerToken = true };
        var format = SharedOptions.Format("table", "json");
        var command = new Command("who", SharedOptions.Help(
            "Name the person behind an event, an access key or a session, with the chain of evidence.",
            $"namesake who {Demo.DemoDay.BucketDeleted} --logs samples/trail",
            "namesake who arn:aws:sts::111122223333:assumed-role/SupportAccess/alice --logs samples/trail",
            "namesake who AKIAIOSFODNN7EXAMPLE --ledger /var/lib/namesake"))
        {
            target, logs.Logs, logs.Since, logs.Until, ledger, keys, format,
        };
        command.SetAction((parsed, cancellation) => logs.Of(parsed) is var given && given.Inputs.Length > 0
            ? OfLogs(terminal, parsed.GetRequiredValue(target), given, parsed.GetValue(keys) ?? [], parsed.GetRequiredValue(format), cancellation)
            : Task.FromResult(OfLedger(terminal, parsed.GetRequiredValue(target), given, LedgerOptions.Folder(parsed.GetValue(ledger)), parsed.GetRequiredValue(format))));
        return command;
    }

    private static int OfLedger(Terminal terminal, string target, GivenLogs given, LedgerFolder folder, string format)
    {
        if (given.Window != TimeWindow.Always || given.Fault is not null)
        {
            terminal.Say($"namesake: {given.Fault ?? "--since and --until choose among logs: give --logs, or ask the ledger without them"}");
            return ExitCode.WrongUse;
        }
        if (!LedgerOptions.IsThere(terminal, folder)) return ExitCode.WrongUse;
        var question = WhoQuestion.Of(target);
        var (answers, workloads, events) = LedgerAnswers.Ask(folder, new EnforcedNames().Prove, ledger =>
        {
            var found = question.Ask(ledger);
            return (found, found.Select(a => a.First).Distinct().ToDictionary(a => a, ledger.WorkloadOf), ledger.Events);
        });
        return Print(
            terminal, answers, new WhoReport(VerificationFile.Load(folder).Hours, a => workloads.GetValueOrDefault(a)), format,
            $"{question.Describe()} is not in the ledger ({Counts.Of(events, "event")} in \"{folder.Path}\")");
    }

    private static async Task<int> OfLogs(Terminal terminal, string target, GivenLogs logs, string[] keys, string format, CancellationToken cancellation)
    {
        var verify = keys.Length == 0 ? null : new VerifyQuestion(logs.Inputs, keys, null, VerifyRange.All);
        if ((logs.Fault ?? verify?.Fault()) is { } fault)
        {
            terminal.Say($"namesake: {fault}");
            return ExitCode.WrongUse;
        }
        var question = WhoQuestion.Of(target);
        var read = await terminal.Wait("Reading log files", progress => TrailReader.Read(logs.Inputs, logs.Window, question.Concerns, progress, cancellation));
        terminal.Say(read.Diagnostics, Severity.Warning);
        var verified = verify is null ? null : await terminal.Wait("Verifying log files", progress => verify.Ask(progress, cancellation));
        if (verified is not null) terminal.Say([.. verified.Faults, .. verified.Diagnostics], Severity.Warning);
        return Print(terminal, question.Ask(read.Trail), new WhoReport(verified?.Completeness, a => KnownWorkload.Of(a, read.Trail, new EnforcedNames().Prove)), format, $"{question.Describe()} is not in these logs ({Counts.Of(read.Files, "file")}, {Counts.Of(read.Trail.Seen, "event")})");
    }

    private static int Print(Terminal terminal, IReadOnlyList<SessionAnswer> answers, WhoReport report, string format, string nothing)
    {
        if (answers.Count == 0)
        {
            terminal.Say($"namesake: {nothing}");
            return ExitCode.Undecided;
        }
        if (format == "json") report.WriteJson(terminal, answers);
        else report.Write(terminal, answers);
        return CodeOf(answers);
    }

    private static int CodeOf(IReadOnlyList<SessionAnswer> answers) =>
        answers.Any(a => a.First.Answer.Contradiction is not null) ? ExitCode.Findings
        : answers.Any(a => a.First.Answer.Evidence is Evidence.None or Evidence.Ambiguous or Evidence.ClaimedName || !a.First.Answer.Complete) ? ExitCode.Undecided
        : ExitCode.Fine;
}
