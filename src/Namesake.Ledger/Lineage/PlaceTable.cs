using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Lineage;

/// <summary>Places of identities, as a table that queries join.</summary>
internal sealed class PlaceTable : IDisposable
{
    public const string Name = "memory.main.places";

    private readonly Snapshot _snapshot;

    public PlaceTable(Snapshot snapshot, IEnumerable<IdentityPlace> places)
    {
        _snapshot = snapshot;
        snapshot.Database.Execute("CREATE OR REPLACE TABLE memory.main.places(segment INTEGER, number INTEGER)");
        using var rows = snapshot.Database.CreateAppender("memory", "main", "places");
        foreach (var place in places) rows.CreateRow().AppendValue(place.Segment).AppendValue(place.Number).EndRow();
    }

    public void Dispose() => _snapshot.Database.Execute("DROP TABLE memory.main.places");
}
