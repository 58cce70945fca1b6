using Namesake.Audit.Enforcement;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.App.Importing;

/// <summary>Waiting for one's turn to write to a ledger, which one process has at a time.</summary>
internal static class ImportTurn
{
    /// <summary>Between two looks whether another import has ended: whoever writes again and again must leave longer gaps.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <returns>Null where another process writes and is not to be waited for, which is said.</returns>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public static async Task<LedgerImport?> Begin(Terminal terminal, LedgerFolder folder, bool noWait, CancellationToken cancellation)
    {
        for (var told = false; ; told = true)
        {
            if (LedgerImport.TryBegin(folder, new EnforcedNames().Prove) is { } import) return import;
            if (noWait)
            {
                terminal.Say($"namesake: another import is writing to the ledger in \"{folder.Path}\"; try again when it has ended, or without --no-wait");
                return null;
            }
            if (!told) terminal.Say($"namesake: another import is writing to the ledger in \"{folder.Path}\": waiting for it to end");
            await Task.Delay(Look, cancellation);
        }
    }
}
