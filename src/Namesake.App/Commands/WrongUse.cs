using System.CommandLine;
using System.CommandLine.Parsing;

namespace Namesake.App.Commands;

/// <summary>What is said to whoever wrote a command line that cannot be understood.</summary>
internal static class WrongUse
{
    /// <summary>Says what is wrong, a line each, and whose help tells how it is right.</summary>
    public static void Say(Terminal terminal, ParseResult parsed)
    {
        foreach (var error in parsed.Errors) terminal.Say($"namesake: {OneLine(error.Message)}");
        terminal.Say($"Try '{string.Join(' ', Verbs(parsed.CommandResult).Reverse().Prepend("namesake"))} --help'.");
    }

    // The verb of a verb too: rules check.
    private static IEnumerable<string> Verbs(CommandResult result)
    {
        for (SymbolResult? at = result; at is not null; at = at.Parent)
            if (at is CommandResult { Command: not RootCommand } verb) yield return verb.Command.Name;
    }

    // The parser lists what is allowed over several lines.
    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[])['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
