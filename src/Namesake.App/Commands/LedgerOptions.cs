using System.CommandLine;
using Namesake.Ledger.Storage;

namespace Namesake.App.Commands;

/// <summary>Where the ledger is.</summary>
internal static class LedgerOptions
{
    private const string Variable = "NAMESAKE_LEDGER";

    private const string OrLogs = "give --logs";

    public static Option<string?> Ledger() => new("--ledger") { Description = $"The ledger's folder (default: ${Variable}, or namesake/ledger in your data folder)" };

    public static LedgerFolder Folder(string? given) => new(
        given ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "namesake", "ledger")));

    /// <returns>Null where there is no ledger, which is said.</returns>
    public static Snapshot? Open(Terminal terminal, LedgerFolder folder, string otherwise = OrLogs) => IsThere(terminal, folder, otherwise) ? Snapshot.Open(folder) : null;

    /// <summary>Says so where there is no ledger.</summary>
    public static bool IsThere(Terminal terminal, LedgerFolder folder, string otherwise = OrLogs)
    {
        if (folder.Exists) return true;
        terminal.Say($"namesake: there is no ledger in \"{folder.Path}\": fill it with 'namesake import', name another one with --ledger, or {otherwise}");
        return false;
    }
}
