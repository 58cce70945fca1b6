using System.Globalization;

namespace Namesake.App.Reports.Sheets;

/// <summary>Cells as text.</summary>
internal static class Cells
{
    public static string TextOf(object? cell) => cell switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        IEnumerable<string> texts => string.Join(' ', texts),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
