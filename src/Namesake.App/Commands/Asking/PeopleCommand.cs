using System.CommandLine;
using Namesake.App.Reports.Sheets;
using Namesake.Ledger.Asking;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake people</c>: who is in the ledger, through which roles, and how sure that is.</summary>
internal static class PeopleCommand
{
    public static Command Create(Terminal terminal)
    {
        var (ledger, aliases) = (LedgerOptions.Ledger(), AliasOptions.File());
        var (since, until) = (TimeOptions.Since(), TimeOptions.Until());
        var (limit, format) = (LedgerQuestion.Limit(), LedgerQuestion.Format());
        var command = new Command("people", SharedOptions.Help(
            "List who is behind the events in the ledger: users, services, federated people, with their roles and how sure that is. Identities are one person only where --aliases says so.",
            "namesake people",
            "namesake people --aliases people.yaml --since 2025-03-01 --format csv"))
        {
            ledger, aliases, limit, format,
        };
        TimeOptions.Add(command, since, until);
        command.SetAction(parsed =>
        {
            if (AliasOptions.Read(terminal, parsed.GetValue(aliases)) is not { } declared) return ExitCode.WrongUse;
            return LedgerQuestion.Ask(terminal, LedgerOptions.Folder(parsed.GetValue(ledger)), reader =>
            {
                var how = parsed.GetRequiredValue(format);
                var filter = new Filter { Since = parsed.GetValue(since), Until = parsed.GetValue(until) };
                var found = People.Find(reader, filter, declared, LedgerQuestion.Rows(parsed.GetValue(limit), how));
                PeopleSheet.Of(found.Rows, how).Write(terminal, how);
                if (found.Total == 0) terminal.Say("Nobody is behind anything in the ledger in that time.");
                LedgerQuestion.SayCut(terminal, found.Rows.Length, found.Total, "row", "in the order of names");
                return ExitCode.Fine;
            });
        });
        return command;
    }
}
