using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Answering;

/// <summary>An event of the ledger, and where its identity stands.</summary>
internal sealed record StoredEvent(TrailEvent Event, IdentityPlace Place, int Input);

/// <summary>Finds events by their ids.</summary>
internal sealed class EventLookup(Snapshot snapshot)
{
    private readonly IdentityLookup _identities = new(snapshot);

    private sealed record Row(int Segment, FactId Id, long Time, int[] Texts, int Identity, int Input);

    public StoredEvent? Find(FactId id)
    {
        var rows = snapshot.AskOf(
            [.. snapshot.Segments.Where(s => s.Events > 0 && snapshot.SketchOf(s).MayHold(id))],
            "SELECT {n}, f.time, f.name, f.source, f.region, f.account, f.address, f.error, f.identity, f.input FROM {s}.facts f WHERE f.id_high = $high AND f.id_low = $low", "",
            row => new Row(row.GetInt32(0), id, row.GetInt64(1), [.. Enumerable.Range(2, 6).Select(row.GetInt32)], row.GetInt32(8), row.GetInt32(9)),
            ("high", id.High), ("low", id.Low));
        return rows.Count == 0 ? null : Complete(rows[0]);
    }

    private StoredEvent Complete(Row row)
    {
        var segment = snapshot.Segments.Where(s => s.Number == row.Segment).ToList();
        var texts = snapshot.AskOf(
            segment, "SELECT t.number, t.text FROM {s}.texts t WHERE t.number IN ($a, $b, $c, $d, $e, $f)", "", r => (Number: r.GetInt32(0), Text: r.GetString(1)),
            ("a", row.Texts[0]), ("b", row.Texts[1]), ("c", row.Texts[2]), ("d", row.Texts[3]), ("e", row.Texts[4]), ("f", row.Texts[5])).ToDictionary(t => t.Number, t => t.Text);
        IReadOnlyList<string> odd = snapshot.SketchOf(segment[0]).MayBeOdd(row.Id)
            ? snapshot.AskOf(segment, "SELECT o.text FROM {s}.odd_ids o WHERE o.id_high = $high AND o.id_low = $low", "", r => r.GetString(0), ("high", row.Id.High), ("low", row.Id.Low))
            : [];
        var (identity, fromConsole) = _identities.At(new IdentityPlace(row.Segment, row.Identity));
        var e = new TrailEvent
        {
            Id = odd.Count > 0 ? new EventId(odd[0]) : row.Id.ToEventId(),
            Time = row.Time,
            Name = texts[row.Texts[0]],
            Source = texts[row.Texts[1]],
            Region = texts.GetValueOrDefault(row.Texts[2]),
            RecipientAccount = texts.GetValueOrDefault(row.Texts[3]),
            SourceAddress = texts.GetValueOrDefault(row.Texts[4]),
            ErrorCode = texts.GetValueOrDefault(row.Texts[5]),
            FromConsole = fromConsole,
            Identity = identity,
        };
        return new StoredEvent(e, new IdentityPlace(row.Segment, row.Identity), row.Input);
    }
}
