using System.CommandLine;
using Namesake.Ledger.Storage;

namespace Namesake.App.Commands;

/// <summary>Where the ledger is.</summary>
internal static class LedgerOptions
{
    private const string Variable = "NAMESAKE_LEDGER";

    public static Option<string?> Ledger() => new("--ledger") { Description = $"The ledger's folder (default: ${Variable}, or namesake/ledger in your data folder)" };

    public static LedgerFolder Folder(string? given) => new(
        given ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "namesake", "ledger")));
}
