using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>Places of identities with the number of the row that each belongs to, as a table that queries of facts join.</summary>
internal sealed class OwnedPlaces : IDisposable
{
    /// <summary>Facts <c>f</c> of a segment with the rows <c>p</c> that they belong to.</summary>
    public const string Facts = "{s}.facts f JOIN memory.main.owned p ON p.segment = {n} AND p.number = f.identity";

    private readonly Snapshot _snapshot;

    public OwnedPlaces(Snapshot snapshot, IEnumerable<(IdentityPlace Place, int Owner)> places)
    {
        _snapshot = snapshot;
        var touched = new HashSet<int>();
        snapshot.Database.Execute("CREATE OR REPLACE TABLE memory.main.owned(segment INTEGER, number INTEGER, owner INTEGER)");
        using (var rows = snapshot.Database.CreateAppender("memory", "main", "owned"))
            foreach (var (place, owner) in places)
            {
                rows.CreateRow().AppendValue(place.Segment).AppendValue(place.Number).AppendValue(owner).EndRow();
                touched.Add(place.Segment);
            }
        Segments = [.. snapshot.Segments.Where(s => touched.Contains(s.Number))];
    }

    /// <summary>The segments that have any.</summary>
    public IReadOnlyCollection<SegmentInfo> Segments { get; }

    public void Dispose() => _snapshot.Database.Execute("DROP TABLE memory.main.owned");
}
