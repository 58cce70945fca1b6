using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>The events of a ledger with who is behind each.</summary>
public static class LedgerEvents
{
    private const string PerSegment =
        $"SELECT f.time, {EventText.Id} AS id, name.text, source.text, account.text, region.text, address.text, error.text, p.owner FROM {OwnedPlaces.Facts} {EventText.Joins} WHERE true";

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
        using var owned = new OwnedPlaces(reader.Snapshot, identities.Select((identity, i) => (identity.Place, i)));
        var union = Snapshot.Union(owned.Segments, PerSegment + FoundIdentities.TimesOf(filter));
        foreach (var (identity, stored) in reader.Snapshot.Rows($"{union} ORDER BY 1, 2", row => Read(row, identities[row.GetInt32(8)]), [.. FoundIdentities.Parameters(filter)]))
        {
            var e = identity.Varies ? varying.At(stored) : stored;
            if (!identity.Varies || filter.Person is not { } asked || e.Person is { } person && asked.Matches(person)) yield return e;
        }
    }

    private static (AnsweredIdentity Identity, LedgerEvent Event) Read(DuckDBDataReader row, AnsweredIdentity identity) => (identity, new LedgerEvent(
        row.GetInt64(0), row.GetString(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7),
        identity.Identity, identity.FromConsole, identity.Origin, identity.Evidence, identity.Complete, identity.Contradiction, identity.Reason));
}
