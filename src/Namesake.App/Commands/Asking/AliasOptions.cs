using System.CommandLine;
using Namesake.App.Declared;
using Namesake.Ledger.Asking;

namespace Namesake.App.Commands.Asking;

/// <summary>The file that says which identities are one person.</summary>
internal static class AliasOptions
{
    public static Option<string?> File() => new("--aliases") { Description = "A YAML or JSON file that says which identities are one person" };

    /// <returns>Null where the file cannot be used; that is said.</returns>
    public static Aliases? Read(Terminal terminal, string? file)
    {
        if (file is null) return Aliases.None;
        var read = AliasFile.Read(file);
        terminal.Say(read.Diagnostics);
        return read.Aliases;
    }
}
