using System.CommandLine;
using Namesake.App.Reports;
using Namesake.App.Reports.Sheets;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Integrity;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake gaps</c>: which sessions lack their issuing event, and can a gap in the logs have it?</summary>
internal static class GapsCommand
{
    public static Command Create(Terminal terminal)
    {
        var ledger = LedgerOptions.Ledger();
        var (since, until) = (TimeOptions.Since(), TimeOptions.Until());
        var (limit, format) = (LedgerQuestion.Limit(), LedgerQuestion.Format());
        var command = new Command("gaps", SharedOptions.Help(
            "Count the sessions in the ledger whose issuing event is missing, by account, Region and the hour of their issue: are the logs of that hour proved complete, broken, or not verified?",
            "namesake verify bucket --public-keys keys.json --record",
            "namesake gaps --since 2025-03-03 --format json"))
        {
            ledger, limit, format,
        };
        TimeOptions.Add(command, since, until);
        command.SetAction(parsed =>
        {
            var folder = LedgerOptions.Folder(parsed.GetValue(ledger));
            return LedgerQuestion.Ask(terminal, folder, reader =>
            {
                var how = parsed.GetRequiredValue(format);
                var verified = VerificationFile.Load(folder).Hours;
                var all = Gaps.Find(reader, verified, new Filter { Since = parsed.GetValue(since), Until = parsed.GetValue(until) }, int.MaxValue);
                var shown = all.Rows.Take(LedgerQuestion.Rows(parsed.GetValue(limit), how)).ToList();
                GapSheet.Of(shown).Write(terminal, how);
                terminal.Say(Summary(all.Rows, verified));
                LedgerQuestion.SayCut(terminal, shown.Count, all.Total, "row", "the first");
                return CodeOf(all.Rows);
            });
        });
        return command;
    }

    private static string Summary(IReadOnlyList<GapRow> rows, Completeness verified)
    {
        int In(CoverageState state) => rows.Where(r => r.State == state).Sum(r => r.Sessions);
        return rows.Count == 0 ? "Each session in the ledger has its issuing event."
            : $"{Counts.Of(rows.Sum(r => r.Sessions), "session")} without issuing event: {In(CoverageState.Proved):N0} of hours that are proved complete, {In(CoverageState.Undecided):N0} of hours not verified, {In(CoverageState.Broken):N0} of hours with a gap"
            + (verified.Trails.IsEmpty ? "; nobody verified these logs (run 'namesake verify FOLDER --public-keys FILE --record')" : "");
    }

    private static int CodeOf(IReadOnlyList<GapRow> rows) =>
        rows.Any(r => r.State == CoverageState.Broken) ? ExitCode.Findings : rows.Any(r => r.State == CoverageState.Undecided) ? ExitCode.Undecided : ExitCode.Fine;
}
