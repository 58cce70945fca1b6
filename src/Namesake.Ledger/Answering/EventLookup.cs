using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Answering;

/// <summary>An event of the ledger, and where its identity stands.</summary>
internal sealed record StoredEvent(TrailEvent Event, IdentityPlace Place);

/// <summary>Finds events by their ids.</summary>
internal sealed class EventLookup(Snapshot snapshot, IdentityLookup identities)
{
    private readonly FactWords _words = new(snapshot);

    private sealed record Row(SegmentInfo Segment, FactId Id, long Time, int Act, int Place, int Address, int Identity);

    public StoredEvent? Find(FactId id) => Ask(
        [.. snapshot.Segments.Where(s => s.Events > 0 && snapshot.SketchOf(s).MayHold(id))], "f.id_high = $high AND f.id_low = $low", ("high", id.High), ("low", id.Low));

    /// <summary>The event of a row of a segment's facts.</summary>
    /// <exception cref="LedgerException">There is none.</exception>
    public StoredEvent At(int segment, int row) => Ask([.. snapshot.Segments.Where(s => s.Number == segment)], "f.rowid = $row", ("row", row))
        ?? throw new LedgerException($"segment {segment} of the ledger lacks an event that it counts: import its logs into a new folder");

    private StoredEvent? Ask(SegmentInfo[] segments, string condition, params ReadOnlySpan<(string, object?)> parameters)
    {
        var rows = snapshot.AskOf(
            segments, $"SELECT {{n}}, {SegmentWords.FactColumns} FROM {{s}}.facts f WHERE {condition}", "",
            row => new Row(segments.First(s => s.Number == row.GetInt32(0)), FactRows.ReadId(row, 1), row.GetInt64(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7)), parameters);
        return rows.Count == 0 ? null : Complete(rows[0]);
    }

    private StoredEvent Complete(Row row)
    {
        var (act, place) = (_words.Act(row.Segment, row.Act), _words.Place(row.Segment, row.Place));
        IReadOnlyList<string> odd = snapshot.SketchOf(row.Segment).MayBeOdd(row.Id)
            ? snapshot.AskOf([row.Segment], "SELECT o.text FROM {s}.odd_ids o WHERE o.id_high = $high AND o.id_low = $low", "", r => r.GetString(0), ("high", row.Id.High), ("low", row.Id.Low))
            : [];
        var stands = new IdentityPlace(row.Segment.Number, row.Identity);
        var (identity, fromConsole) = identities.At(stands);
        var e = new TrailEvent
        {
            Id = odd.Count > 0 ? new EventId(odd[0]) : row.Id.ToEventId(),
            Time = row.Time,
            Name = act.Name,
            Source = act.Source,
            Region = place.Region,
            RecipientAccount = place.Account,
            SourceAddress = _words.Address(row.Segment, row.Address),
            ErrorCode = act.Error,
            FromConsole = fromConsole,
            Identity = identity,
        };
        return new StoredEvent(e, stands);
    }
}
