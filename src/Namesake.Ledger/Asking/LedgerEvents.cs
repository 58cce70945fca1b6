using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>The events of a ledger with who is behind each.</summary>
public static class LedgerEvents
{
    /// <summary>All events of a time, read as they come: a segment after the other, each in the order of time.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="time">The time asked for.</param>
    public static IEnumerable<LedgerEvent> All(LedgerReader reader, Filter time) =>
        reader.Snapshot.Segments.OrderBy(s => s.From).ThenBy(s => s.Number).SelectMany(s => Find(reader, time with { Segment = s.Number }));

    /// <summary>The events of some identities, in the order of time.</summary>
    internal static IEnumerable<LedgerEvent> Find(LedgerReader reader, Filter filter)
    {
        var found = FoundIdentities.Find(reader.Answers, filter);
        var varying = new VaryingAnswers(reader, filter);
        var identities = found.Where(i => !i.Varies).Concat(varying.Identities).ToList();
        if (identities.Count == 0) yield break;
        var facts = new FactQuery(reader.Snapshot, identities.Select((identity, i) => (identity.Place, i)), filter);
        var words = new EventWords(reader.Snapshot, facts.Segments);
        foreach (var (identity, stored) in facts.Ask(SegmentWords.FactColumns, "", " ORDER BY time, id_high, id_low", (row, owner, segment) => (identities[owner], Read(row, identities[owner], words.Of(segment)))))
        {
            var e = identity.Varies ? varying.At(stored) : stored;
            if (!identity.Varies || filter.Person is not { } asked || e.Person is { } person && asked.Matches(person)) yield return e;
        }
    }

    private static LedgerEvent Read(DuckDBDataReader row, AnsweredIdentity identity, SegmentWords words)
    {
        var (act, place) = (words.Act(row.GetInt32(5)), words.Place(row.GetInt32(6)));
        return new LedgerEvent(
            row.GetInt64(4), words.Id(FactRows.ReadId(row, 2)).ToString(), act.Name, act.Source, place.Account, place.Region, words.Address(row.GetInt32(7)), act.Error,
            identity.Identity, identity.FromConsole, identity.Origin, identity.Evidence, identity.Complete, identity.Contradiction, identity.Reason);
    }
}
