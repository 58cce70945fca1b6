namespace Namesake.App.Reports.Sheets;

/// <summary>A column.</summary>
/// <param name="Name">Its name in JSON and CSV.</param>
/// <param name="Title">Its title in a table.</param>
internal sealed record SheetColumn(string Name, string Title)
{
    public static implicit operator SheetColumn((string Name, string Title) of) => new(of.Name, of.Title);
}

/// <summary>Rows for people or for programs: one content, several formats.</summary>
/// <param name="List">What the list is called in JSON.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">A cell for each column: a text, a number, a truth, a list of texts, or null.</param>
internal sealed record Sheet(string List, IReadOnlyList<SheetColumn> Columns, IEnumerable<object?[]> Rows)
{
    public static readonly string[] Formats = ["table", "json", "csv"];

    public void Write(Terminal terminal, string format)
    {
        if (format == "table")
        {
            SheetTable.Write(terminal, this);
            return;
        }
        terminal.Data.Flush();
        using var stdout = Console.OpenStandardOutput();
        if (format == "json") SheetJson.Write(stdout, this);
        else SheetCsv.Write(stdout, this);
    }
}
