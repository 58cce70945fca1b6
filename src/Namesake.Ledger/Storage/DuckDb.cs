using System.Globalization;
using DuckDB.NET.Data;

namespace Namesake.Ledger.Storage;

/// <summary>Connections to DuckDB with the limits of this program: little memory, and nothing from the network.</summary>
internal static class DuckDb
{
    /// <summary>
    /// What one database may take, in MiB: a bound, not the usual. Each column of each table that is being filled takes some
    /// 256 KiB and more, however few rows it has.
    /// </summary>
    private const int MemoryMiB = 512;

    private const int FewRows = 50_000;
    private const string SmallBlock = "16384";
    private const string LargeBlock = "262144";

    /// <summary>Opens a new segment to be filled.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="rows">How many events it will hold: with few of them small blocks make a small file, with many large ones do.</param>
    public static DuckDBConnection Create(string path, int rows) => Open(path, rows < FewRows ? SmallBlock : LargeBlock);

    private static DuckDBConnection Open(string path, string? blockSize)
    {
        var source = new DuckDBConnectionStringBuilder { DataSource = path };
        source["memory_limit"] = string.Create(CultureInfo.InvariantCulture, $"{MemoryMiB}MiB");
        source["threads"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        source["autoinstall_known_extensions"] = "false";
        source["autoload_known_extensions"] = "false";
        if (blockSize is not null) source["default_block_size"] = blockSize;
        var connection = new DuckDBConnection(source.ConnectionString);
        connection.Open();
        return connection;
    }

    public static DuckDBConnection InMemory() => Open(DuckDBConnectionStringBuilder.InMemoryDataSource, blockSize: null);

    /// <summary>Runs a statement whose text is a constant of this program, or made of numbers and <see cref="Literal"/>s.</summary>
    public static void Execute(this DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A text inside a statement that takes no parameters, as ATTACH takes none.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
