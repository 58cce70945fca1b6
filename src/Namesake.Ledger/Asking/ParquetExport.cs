using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>Writes the view of events into a Parquet file.</summary>
public static class ParquetExport
{
    private const string Memory = "512MiB";

    /// <param name="reader">The ledger; it answers no other question afterwards.</param>
    /// <param name="time">The time asked for.</param>
    /// <param name="path">The file.</param>
    /// <returns>How many events were written.</returns>
    /// <exception cref="LedgerException">It could not be written.</exception>
    public static long Write(LedgerReader reader, Filter time, string path)
    {
        // What does not fit into memory goes beside the file, where there must be room for it anyway.
        var spill = Path.GetFullPath(path) + ".spill";
        try
        {
            var database = reader.Snapshot.Database;
            database.Execute($"SET memory_limit = '{Memory}'; SET preserve_insertion_order = false; SET temp_directory = {DuckDb.Literal(spill)}");
            Views.Create(reader.Answers, reader.Snapshot.Segments);
            using var command = database.CreateCommand();
            // COPY takes no parameters: the times are numbers, and the path is quoted.
            command.CommandText = $"COPY (SELECT * FROM memory.main.events WHERE true{Bound(">=", time.Since)}{Bound("<", time.Until)}) TO {DuckDb.Literal(Path.GetFullPath(path))} (FORMAT parquet, COMPRESSION zstd)";
            return command.ExecuteNonQuery();
        }
        catch (DuckDBException e)
        {
            throw new LedgerException($"\"{path}\" could not be written: {e.Message.Split('\n')[0]}", e);
        }
        finally
        {
            if (Directory.Exists(spill)) Directory.Delete(spill, recursive: true);
        }
    }

    private static string Bound(string sign, long? time) => time is { } at ? FormattableString.Invariant($" AND time {sign} epoch_ms({at})") : "";
}
