using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Namesake.App.Reports.Sheets;

/// <summary>What a query gives, as cells.</summary>
internal static class SqlValues
{
    public static object? CellOf(object? value) => value switch
    {
        null or string or bool or double or decimal or BigInteger or sbyte or byte or short or ushort or int or uint or long or ulong => value,
        float number => (double)number,
        DateTime time => time.ToString(time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IDictionary fields => string.Join(", ", fields.Keys.Cast<object>().Select(k => $"{k}: {Cells.TextOf(CellOf(fields[k]))}")),
        IEnumerable items => items.Cast<object?>().Select(i => Cells.TextOf(CellOf(i))).ToList(),
        _ => Cells.TextOf(value),
    };
}
