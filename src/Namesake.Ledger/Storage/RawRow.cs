using DuckDB.NET.Data;

namespace Namesake.Ledger.Storage;

/// <summary>Reads a block of raw events from a query's row.</summary>
internal static class RawRow
{
    public const string Columns = "b.first, b.count, b.data";

    /// <param name="row">A row with <see cref="Columns"/>.</param>
    public static RawBlock Read(DuckDBDataReader row)
    {
        using var stream = row.GetStream(2);
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return new RawBlock(row.GetInt32(0), row.GetInt32(1), data);
    }
}
