using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>The events of a ledger with who is behind each.</summary>
public static class LedgerEvents
{
    private const string Columns = "f.id_high, f.id_low, f.time, f.name, f.source, f.account, f.region, f.address, f.error";

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
        foreach (var (identity, stored) in facts.Ask(Columns, "", " ORDER BY time, id_high, id_low", (row, owner, segment) => (identities[owner], Read(row, segment, identities[owner], words))))
        {
            var e = identity.Varies ? varying.At(stored) : stored;
            if (!identity.Varies || filter.Person is not { } asked || e.Person is { } person && asked.Matches(person)) yield return e;
        }
    }

    private static LedgerEvent Read(DuckDBDataReader row, int segment, AnsweredIdentity identity, EventWords words)
    {
        string? Text(int at) => words.Text(segment, row.GetInt32(at));
        return new LedgerEvent(
            row.GetInt64(4), words.Id((ulong)row.GetValue(2), (ulong)row.GetValue(3)), Text(5), Text(6), Text(7), Text(8), Text(9), Text(10),
            identity.Identity, identity.FromConsole, identity.Origin, identity.Evidence, identity.Complete, identity.Contradiction, identity.Reason);
    }
}
