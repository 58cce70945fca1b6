using System.CommandLine;
using Namesake.App.Reports.Sheets;
using Namesake.Ledger.Asking;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake credentials</c>: which credentials were issued to whom, and what became of them.</summary>
internal static class CredentialsCommand
{
    public static Command Create(Terminal terminal)
    {
        var ledger = LedgerOptions.Ledger();
        var filter = new FilterOptions(forCredentials: true);
        var (limit, format) = (LedgerQuestion.Limit(), LedgerQuestion.Format());
        var command = new Command("credentials", SharedOptions.Help(
            "List the temporary credentials that were issued, the latest first: to whom, when, and how much was done with them.",
            "namesake credentials --role SupportAccess",
            "namesake credentials --person alice --since 2025-03-03 --format csv"))
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
                var found = Credentials.Find(reader, filter.Read(parsed, aliases), LedgerQuestion.Rows(parsed.GetValue(limit), how));
                CredentialSheet.Of(found.Rows).Write(terminal, how);
                if (found.Total == 0) terminal.Say("No credential in the ledger is like that.");
                LedgerQuestion.SayCut(terminal, found.Rows.Length, found.Total, "credential", "the latest");
                return ExitCode.Fine;
            });
        });
        return command;
    }
}
