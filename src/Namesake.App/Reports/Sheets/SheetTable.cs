using Spectre.Console;

namespace Namesake.App.Reports.Sheets;

/// <summary>A sheet for people.</summary>
internal static class SheetTable
{
    public static void Write(Terminal terminal, Sheet sheet)
    {
        var table = new Table { Border = Terminal.IsPipe ? TableBorder.None : TableBorder.Rounded, ShowRowSeparators = false };
        foreach (var column in sheet.Columns) table.AddColumn(new TableColumn(Terminal.Markup(column.Title)) { NoWrap = Terminal.IsPipe });
        foreach (var row in sheet.Rows) table.AddRow([.. row.Select(cell => Terminal.Markup(Cells.TextOf(cell)))]);
        if (table.Rows.Count > 0) terminal.Out.Write(table);
        terminal.Data.Flush();
    }
}
