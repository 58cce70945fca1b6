using System.CommandLine;
using Namesake.App.Reports;
using Namesake.App.Reports.Sheets;
using Namesake.Ledger.Asking;
using Namesake.Ledger.Storage;

namespace Namesake.App.Commands.Asking;

/// <summary>What the verbs that ask the ledger have in common: where it is, how to print, how much.</summary>
internal static class LedgerQuestion
{
    /// <summary>How many rows a table has unless told otherwise: more than anybody reads.</summary>
    private const int TableRows = 1_000;

    public static Option<string> Format() => SharedOptions.Format(Sheet.Formats);

    public static Option<int?> Limit()
    {
        var option = new Option<int?>("--limit") { Description = $"How many rows at most; 0 for all (default: {TableRows:N0} in a table, all in json and csv)" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var rows) && rows < 0) result.AddError("--limit takes a number of rows, or 0 for all");
        });
        return option;
    }

    /// <summary>How many rows to show.</summary>
    public static int Rows(int? limit, string format) => limit switch
    {
        null => format == "table" ? TableRows : int.MaxValue,
        0 => int.MaxValue,
        { } rows => rows,
    };

    /// <summary>Puts a question to the ledger.</summary>
    public static int Ask(Terminal terminal, LedgerFolder folder, Func<LedgerReader, int> ask)
    {
        using var reader = LedgerReader.TryOpen(folder);
        if (reader is not null) return ask(reader);
        SayMissing(terminal, folder);
        return ExitCode.WrongUse;
    }

    public static void SayMissing(Terminal terminal, LedgerFolder folder) =>
        terminal.Say($"namesake: there is no ledger in \"{folder.Path}\": make one with 'namesake import INPUT... --ledger DIR', or say where it is with --ledger");

    /// <summary>Says how many rows were left out.</summary>
    public static void SayCut(Terminal terminal, int shown, int total, string one, string which)
    {
        if (shown < total) terminal.Say($"{shown:N0} of {Counts.Of(total, one)} shown, {which}; --limit 0 shows all");
    }
}
