using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>Writes the view of events into a Parquet file.</summary>
public static class ParquetExport
{
    /// <param name="reader">The ledger; it answers no other question afterwards.</param>
    /// <param name="time">The time asked for.</param>
    /// <param name="path">The file.</param>
    /// <returns>How many events were written.</returns>
    /// <exception cref="LedgerException">It could not be written.</exception>
    public static long Write(LedgerReader reader, Filter time, string path)
    {
        Views.Create(reader.Answers, reader.Snapshot.Segments);
        try
        {
            using var command = reader.Snapshot.Database.CreateCommand();
            // COPY takes no parameters: the times are numbers, and the path is quoted.
            command.CommandText = $"COPY (SELECT * FROM memory.main.events WHERE true{Bound(">=", time.Since)}{Bound("<", time.Until)}) TO {Database.Literal(Path.GetFullPath(path))} (FORMAT parquet, COMPRESSION zstd)";
            return command.ExecuteNonQuery();
        }
        catch (DuckDBException e)
        {
            throw new LedgerException($"\"{path}\" could not be written: {e.Message}", e);
        }
    }

    private static string Bound(string sign, long? time) => time is { } at ? FormattableString.Invariant($" AND time {sign} epoch_ms({at})") : "";
}
