using System.CommandLine;
using Namesake.App.Reports.Sheets;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake sessions</c>: who used which credential, when and from where.</summary>
internal static class SessionsCommand
{
    public static Command Create(Terminal terminal)
    {
        var ledger = LedgerOptions.Ledger();
        var filter = new FilterOptions();
        var (limit, format) = (LedgerQuestion.Limit(), LedgerQuestion.Format());
        var command = new Command("sessions", SharedOptions.Help(
            "List the sessions in the ledger, the latest first: a row for each credential, with the person behind it. With a time, only that time is counted.",
            "namesake sessions --person alice --since 2025-03-03 --until 2025-03-04",
            "namesake sessions --role SupportAccess --contradiction --format json"))
        {
            ledger, limit, format,
        };
        filter.AddTo(command);
        command.SetAction(parsed =>
        {
            if (filter.Aliases(terminal, parsed) is not { } aliases) return ExitCode.WrongUse;
            return LedgerQuestion.Ask(terminal, LedgerOptions.Folder(parsed.GetValue(ledger)), reader =>
            {
                var how = parsed.GetRequiredValue(format);
                var found = Ledger.Asking.Sessions.Find(reader, filter.Read(parsed, aliases), LedgerQuestion.Rows(parsed.GetValue(limit), how));
                SessionSheet.Of(found.Rows, how).Write(terminal, how);
                if (found.Total == 0) terminal.Say("No session in the ledger is like that.");
                LedgerQuestion.SayCut(terminal, found.Rows.Length, found.Total, "session", "the latest");
                return ExitCode.Fine;
            });
        });
        return command;
    }
}
