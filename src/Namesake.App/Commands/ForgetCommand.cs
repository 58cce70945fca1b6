using System.CommandLine;
using Namesake.App.Commands.Asking;
using Namesake.App.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.App.Commands;

/// <summary><c>namesake forget</c>: old events out of the ledger, the answers for the others as they were.</summary>
internal static class ForgetCommand
{
    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var (keep, ledger, noWait) = (KeepOption.Create(required: true), LedgerOptions.Ledger(), ImportCommand.NoWait());
        var command = new Command("forget", SharedOptions.Help(
            "Take old events out of the ledger, for good. What later events refer to stays: they get the answers that they got before.",
            "namesake forget --keep 400d",
            "namesake forget --keep 90d --ledger /var/lib/namesake"))
        {
            keep, ledger, noWait,
        };
        command.SetAction((parsed, cancellation) => Run(
            terminal, clock, LedgerOptions.Folder(parsed.GetValue(ledger)), parsed.GetValue(keep)!.Value, parsed.GetValue(noWait), cancellation));
        return command;
    }

    private static async Task<int> Run(Terminal terminal, TimeProvider clock, LedgerFolder folder, int days, bool noWait, CancellationToken cancellation)
    {
        if (!folder.Exists)
        {
            LedgerQuestion.SayMissing(terminal, folder);
            return ExitCode.WrongUse;
        }
        if (await ImportTurn.Begin(terminal, folder, noWait, cancellation) is not { } held) return ExitCode.Failed;
        using (held) KeepOption.Forget(terminal, held, days, clock);
        return ExitCode.Fine;
    }
}
