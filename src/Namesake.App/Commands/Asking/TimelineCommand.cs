using System.CommandLine;
using Namesake.App.Reports.Sheets;
using Namesake.Ledger.Asking;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake timeline</c>: what somebody did, through whatever role, in the order of time.</summary>
internal static class TimelineCommand
{
    public static Command Create(Terminal terminal)
    {
        var target = new Argument<string>("target") { Description = "A person (name, ARN, NAME@ACCOUNT, id, or one of --aliases), a role (name or ARN), the ARN of a session, or an access key" };
        var (ledger, aliases) = (LedgerOptions.Ledger(), AliasOptions.File());
        var (since, until) = (TimeOptions.Since(), TimeOptions.Until());
        var (limit, format) = (LedgerQuestion.Limit(), LedgerQuestion.Format());
        var command = new Command("timeline", SharedOptions.Help(
            "List what a person did, through whatever roles, or what was done through a role or a session, in the order of time.",
            "namesake timeline alice --since 2025-03-03 --until 2025-03-04",
            "namesake timeline arn:aws:sts::111122223333:assumed-role/SupportAccess/alice --format csv"))
        {
            target, ledger, aliases, limit, format,
        };
        TimeOptions.Add(command, since, until);
        command.SetAction(parsed =>
        {
            if (AliasOptions.Read(terminal, parsed.GetValue(aliases)) is not { } declared) return ExitCode.WrongUse;
            var (how, time) = (parsed.GetRequiredValue(format), new Filter { Since = parsed.GetValue(since), Until = parsed.GetValue(until) });
            return LedgerQuestion.Ask(terminal, LedgerOptions.Folder(parsed.GetValue(ledger)), reader =>
                Write(terminal, reader, parsed.GetRequiredValue(target), declared, time, how, LedgerQuestion.Rows(parsed.GetValue(limit), how)));
        });
        return command;
    }

    private static int Write(Terminal terminal, LedgerReader reader, string target, Aliases aliases, Filter time, string format, int limit)
    {
        using var rows = Timeline.Find(reader, Timeline.Readings(target, aliases, time)).GetEnumerator();
        if (!rows.MoveNext())
        {
            terminal.Say($"namesake: nothing in the ledger{(time == Filter.None ? "" : ", in that time,")} was done by a person, role, session or key \"{target}\"");
            return ExitCode.Undecided;
        }
        var more = false;
        TimelineSheet.Of(Rows(), format).Write(terminal, format);
        if (more) terminal.Say($"The first {limit:N0} events are shown; --limit 0 shows all, --since goes on from a time");
        return ExitCode.Fine;

        IEnumerable<LedgerEvent> Rows()
        {
            var shown = 0;
            do yield return rows.Current;
            while (++shown < limit && rows.MoveNext());
            more = shown == limit && rows.MoveNext();
        }
    }
}
