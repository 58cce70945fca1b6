using System.CommandLine;
using Namesake.App.OwnRules;
using Namesake.App.Reports;
using Namesake.App.Reports.Sheets;
using Namesake.Audit.Rules;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake findings</c>: what rules find in the ledger: in sessions, events, and changes of trust policies.</summary>
internal static class FindingsCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var ledger = LedgerOptions.Ledger();
        var (since, until) = (TimeOptions.Since(), TimeOptions.Until());
        var format = LedgerQuestion.Format();
        var rules = new RuleOptions();
        var command = new Command("findings", SharedOptions.Help(
            "Put the sessions, the events and the changes of trust policies in the ledger to the built-in rules and to your own.",
            "namesake findings --since 2025-03-03",
            "namesake findings --rules samples/rules --exemptions exemptions.yaml --format json"))
        {
            ledger, format,
        };
        TimeOptions.Add(command, since, until);
        rules.Add(command);
        command.SetAction((parsed, cancellation) =>
        {
            if (rules.Of(parsed).Read(terminal, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is not { } by) return Task.FromResult(ExitCode.WrongUse);
            var filter = new Filter { Since = parsed.GetValue(since), Until = parsed.GetValue(until) };
            return Run(terminal, LedgerOptions.Folder(parsed.GetValue(ledger)), by, filter, parsed.GetRequiredValue(format), cancellation);
        });
        return command;
    }

    private static async Task<int> Run(Terminal terminal, LedgerFolder folder, JudgedBy by, Filter filter, string format, CancellationToken cancellation)
    {
        var judgement = await terminal.Wait("Putting the ledger to the rules", _ => Task.FromResult(LedgerJudgement.Of(folder, by, filter, cancellation)));
        if (judgement is null)
        {
            LedgerQuestion.SayMissing(terminal, folder);
            return ExitCode.WrongUse;
        }
        FindingSheet.Of(judgement.Findings).Write(terminal, format);
        terminal.Say(judgement.Diagnostics);
        terminal.Say($"{Counts.Of(judgement.Findings.Length, "finding")} in {Counts.Of(judgement.Sessions, "session")}");
        return judgement.Findings.Any(f => f.Severity != FindingSeverity.Informational) ? ExitCode.Findings : judgement.Diagnostics.IsEmpty ? ExitCode.Fine : ExitCode.Undecided;
    }
}
