using System.Collections.Immutable;
using DuckDB.NET.Data;
using Namesake.Ledger.Importing;

namespace Namesake.Ledger.Storage;

/// <summary>
/// Says of a segment what it may hold: most questions concern few segments, and each that is not asked saves a part of a
/// millisecond.
/// </summary>
internal sealed class SegmentSketch(TermFilter events, TermFilter terms)
{
    public const int EventBits = 12;
    public const int TermBits = 24;

    public bool MayHold(FactId id) => events.MayHold(Term.Of(id));

    public bool MayHold(TermOf kind, string text) => terms.MayHold(Term.Of(kind, text));

    /// <summary>Whether an event may have an id that is no GUID.</summary>
    public bool MayBeOdd(FactId id) => terms.MayHold(Term.Of(id, TermOf.OddId));

    public bool MayAnswer(IdentityPlace place) => terms.MayHold(Term.Of(place));

    /// <exception cref="LedgerException">It is damaged.</exception>
    public static SegmentSketch Read(Snapshot snapshot, SegmentInfo segment)
    {
        var rows = snapshot.AskOf([segment], "SELECT k.events, k.terms FROM {s}.sketch k", "", row => new SegmentSketch(FilterOf(row, 0), FilterOf(row, 1)));
        return rows is [var sketch] ? sketch : throw new LedgerException($"segment {segment.Number} of the ledger is damaged: import into a new folder");
    }

    private static TermFilter FilterOf(DuckDBDataReader row, int at)
    {
        using var stream = row.GetStream(at);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return TermFilter.Of(bytes);
    }
}
