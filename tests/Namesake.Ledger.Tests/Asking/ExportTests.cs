using Namesake.Ledger.Asking;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Asking;

public sealed class ExportTests
{
    [Fact]
    public void Parquet_holds_the_view_of_events_whatever_its_file_is_called()
    {
        using var ledger = new TestLedger().Import(ByUser("alice", 1, "e1"), ByUser("bob", 2, "e2")).Import(ByUser("carol", 3, "e3"));
        var path = Path.Combine(ledger.Folder.Path, "it's \"out\"; DROP VIEW events; --.parquet");
        using (var reader = ledger.Open()) Assert.Equal(2, ParquetExport.Write(reader, new Filter { Since = Time(2) }, path));
        using var database = Namesake.Ledger.Storage.DuckDb.InMemory();
        using var command = database.CreateCommand();
        command.CommandText = $"SELECT string_agg(event_id || ' ' || person || ' ' || evidence || ' ' || time, '|' ORDER BY time) FROM {Namesake.Ledger.Storage.DuckDb.Literal(path)}";
        Assert.Equal("e2 bob key 2025-03-03 00:02:00|e3 carol key 2025-03-03 00:03:00", command.ExecuteScalar());
    }

    [Fact]
    public void All_events_come_once()
    {
        using var ledger = new TestLedger().Import(ByUser("alice", 1, "e1"), ByUser("bob", 2, "e2")).Import(ByUser("carol", 3, "e3"), ByUser("alice", 1, "e1"));
        using var reader = ledger.Open();
        Assert.Equal(["e1 alice", "e2 bob", "e3 carol"], LedgerEvents.All(reader, Filter.None).Select(e => $"{e.EventId} {e.Person!.UserName}"));
    }
}
