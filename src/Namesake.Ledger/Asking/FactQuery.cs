using System.Globalization;
using DuckDB.NET.Data;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>
/// Reads the facts of some identities. It joins nothing: each join of each segment would take megabytes. The numbers of
/// identities stand in the query itself, and texts are looked up afterwards.
/// </summary>
internal sealed class FactQuery
{
    /// <summary>With more identities of a segment than this, its facts are read all, and those of others dropped here.</summary>
    private const int MostListed = 500;

    private readonly Snapshot _snapshot;
    private readonly Filter _filter;
    private readonly Dictionary<int, List<int>> _identities = [];
    private readonly Dictionary<IdentityPlace, int> _owners = [];

    /// <param name="snapshot">The ledger.</param>
    /// <param name="owners">Identities, each with the number of the row that it belongs to.</param>
    /// <param name="filter">The time asked for.</param>
    public FactQuery(Snapshot snapshot, IEnumerable<(IdentityPlace Place, int Owner)> owners, Filter filter)
    {
        (_snapshot, _filter) = (snapshot, filter);
        foreach (var (place, owner) in owners)
        {
            _owners[place] = owner;
            if (!_identities.TryGetValue(place.Segment, out var numbers)) _identities[place.Segment] = numbers = [];
            numbers.Add(place.Number);
        }
    }

    public IEnumerable<SegmentInfo> Segments => _snapshot.Segments.Where(s => _identities.ContainsKey(s.Number));

    /// <param name="columns">What is asked of the facts <c>f</c>; segment and identity come before it.</param>
    /// <param name="tail">What follows in the query of a segment, such as a grouping.</param>
    /// <param name="order">What follows the whole.</param>
    /// <param name="read">Reads a row, given the owner's number and the segment's; the columns asked for begin at 2.</param>
    public IEnumerable<T> Ask<T>(string columns, string tail, string order, Func<DuckDBDataReader, int, int, T> read)
    {
        if (_identities.Count == 0) yield break;
        var union = string.Join("\nUNION ALL\n", Segments.Select(s => Snapshot.Union([s], $"SELECT {{n}}, f.identity, {columns} FROM {{s}}.facts f WHERE {Identities(s)}{FoundIdentities.TimesOf(_filter)}{tail}")));
        var rows = _snapshot.Rows(
            union + order, row => _owners.TryGetValue(new IdentityPlace(row.GetInt32(0), row.GetInt32(1)), out var owner) ? (true, read(row, owner, row.GetInt32(0))) : default, [.. FoundIdentities.Parameters(_filter)]);
        foreach (var (owned, row) in rows)
            if (owned)
                yield return row;
    }

    private string Identities(SegmentInfo segment) => _identities[segment.Number] is { Count: <= MostListed } numbers
        ? $"f.identity IN ({string.Join(',', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))})"
        : "true";
}
