using System.Text;

namespace Namesake.App.Reports.Sheets;

/// <summary>
/// A sheet as CSV with a header, by RFC 4180. Texts come from logs that attackers write into: what a spreadsheet would take for
/// a formula gets an apostrophe before it, and control characters are replaced as they are on a terminal.
/// </summary>
/// <remarks>https://owasp.org/www-community/attacks/CSV_Injection</remarks>
internal static class SheetCsv
{
    public static void Write(Stream stream, Sheet sheet)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16) { NewLine = "\r\n" };
        WriteLine(writer, sheet.Columns.Select(c => (object?)c.Name));
        foreach (var row in sheet.Rows) WriteLine(writer, row);
    }

    private static void WriteLine(StreamWriter writer, IEnumerable<object?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first) writer.Write(',');
            first = false;
            writer.Write(Quoted(cell is string or IEnumerable<string> ? Harmless(Cells.TextOf(cell)) : Cells.TextOf(cell)));
        }
        writer.WriteLine();
    }

    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{Terminal.Clean(text)}" : Terminal.Clean(text);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(',', '"') < 0 && !(text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')) ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
