namespace Namesake.App.Reports;

/// <summary>A table in a pipe: a row a line, whatever its length, its columns aligned. Spectre's lays out every cell, which takes a minute for an organization.</summary>
internal static class PipeTable
{
    public static void Write(TextWriter output, IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = titles.Select((title, column) => rows.Select(r => r[column].Length).Append(title.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(titles))
        {
            for (var column = 0; column < widths.Length; column++)
            {
                if (column > 0) output.Write(' ');
                output.Write(row[column].PadRight(widths[column]));
            }
            output.WriteLine();
        }
    }
}
