using DuckDB.NET.Data;
using Namesake.Bench.DuckDb;

// A peer to measure against: the same job by DuckDB alone, with its limits and threads as they come. Everything that costs
// time is one SQL script; this program only names files to it.
if (args is not (["run", _, _] or ["answers", _, _]))
{
    Console.Error.WriteLine("usage: duckdb-peer run FOLDER DATABASE | answers DATABASE OUT.jsonl");
    return 2;
}

using var connection = new DuckDBConnection($"Data Source={(args[0] == "run" ? args[2] : args[1])}");
connection.Open();
using var command = connection.CreateCommand();
command.CommandText = args[0] == "run" ? Job.Attribute(args[1]) : Job.Export(args[2]);
command.ExecuteNonQuery();
return 0;
