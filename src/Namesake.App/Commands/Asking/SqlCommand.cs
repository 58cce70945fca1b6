using System.CommandLine;
using Namesake.App.Reports.Sheets;
using Namesake.Ledger.Asking;

namespace Namesake.App.Commands.Asking;

/// <summary><c>namesake sql</c>: any question, of the ledger's views, for reading only.</summary>
internal static class SqlCommand
{
    /// <summary>In seconds.</summary>
    private const double LongestTimeout = 86_400;

    /// <summary>In MiB.</summary>
    private const int LeastMemory = 64;

    private const int MostMemory = 1 << 20;

    public static Command Create(Terminal terminal)
    {
        var sql = new Argument<string>("query") { Description = "One SELECT, WITH, DESCRIBE, SHOW TABLES or EXPLAIN, of the views events, sessions, people, credentials, identities, inputs" };
        var (ledger, format) = (LedgerOptions.Ledger(), LedgerQuestion.Format());
        var timeout = new Option<double>("--timeout") { Description = "How many seconds it may take", DefaultValueFactory = _ => 60 };
        timeout.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is not (> 0 and <= LongestTimeout)) result.AddError($"--timeout takes a number of seconds up to {LongestTimeout:N0}");
        });
        var memory = SharedOptions.Number("--memory", "How many MiB of memory it may take", SqlQuestion.UsualMemory, LeastMemory, MostMemory);
        var command = new Command("sql", SharedOptions.Help(
            "Ask the ledger in SQL (DuckDB's). The views span all that was imported, with texts and times in UTC; docs/ledger.md describes them. Nothing can be written or reached beside them.",
            "namesake sql \"SELECT person, count(*) AS deletions FROM events WHERE event_name = 'DeleteBucket' GROUP BY person\"",
            "namesake sql \"DESCRIBE events\" --format json"))
        {
            sql, ledger, timeout, memory, format,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(LedgerQuestion.Ask(terminal, LedgerOptions.Folder(parsed.GetValue(ledger)), reader =>
            Run(terminal, reader, parsed.GetRequiredValue(sql), TimeSpan.FromSeconds(parsed.GetValue(timeout)), parsed.GetValue(memory), parsed.GetRequiredValue(format), cancellation))));
        return command;
    }

    private static int Run(Terminal terminal, LedgerReader reader, string sql, TimeSpan timeout, int memory, string format, CancellationToken cancellation)
    {
        try
        {
            using var question = SqlQuestion.Ask(reader, sql, timeout, memory, cancellation);
            new Sheet("rows", ColumnsOf(question.Columns), question.Rows().Select(row => Array.ConvertAll(row, SqlValues.CellOf))).Write(terminal, format);
            return ExitCode.Fine;
        }
        catch (SqlException e)
        {
            var more = e.Message.StartsWith("Out of Memory", StringComparison.Ordinal) ? $" (--memory, now {memory} MiB, lets it take more)" : "";
            terminal.Say($"namesake: the question is not answered: {e.Message}{more}");
            return e.IsWrong ? ExitCode.WrongUse : ExitCode.Failed;
        }
    }

    // Two columns of one name would be one property in JSON.
    private static List<SheetColumn> ColumnsOf(IReadOnlyList<string> names)
    {
        var (taken, columns) = (new HashSet<string>(StringComparer.Ordinal), new List<SheetColumn>());
        foreach (var name in names)
        {
            var unique = name;
            for (var i = 2; !taken.Add(unique); i++) unique = $"{name}_{i}";
            columns.Add(new SheetColumn(unique, unique));
        }
        return columns;
    }
}
