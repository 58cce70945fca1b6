using DuckDB.NET.Data;
using Namesake.Ledger.Importing;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Storage;

/// <summary>What the numbers in a segment's facts stand for, all of it read at once.</summary>
internal sealed class SegmentWords
{
    /// <summary>The columns of a fact <c>f</c>, in the order in which <see cref="Event"/> reads them.</summary>
    public const string FactColumns = "f.id_high, f.id_low, f.time, f.act, f.place, f.address, f.identity";

    /// <summary>How many columns those are.</summary>
    public const int Columns = 7;

    private readonly FactAct[] _acts;
    private readonly FactPlace[] _places;
    private readonly string?[] _addresses;
    private readonly Dictionary<FactId, string> _oddIds;

    public SegmentWords(Snapshot snapshot, SegmentInfo segment)
    {
        SegmentInfo[] one = [segment];
        _acts = [.. snapshot.AskOf(one, $"SELECT {FactRows.ActColumns} FROM {{s}}.acts c", " ORDER BY number", FactRows.ReadAct)];
        _places = [.. snapshot.AskOf(one, $"SELECT {FactRows.PlaceColumns} FROM {{s}}.places l", " ORDER BY number", FactRows.ReadPlace)];
        _addresses = [null, .. snapshot.AskOf(one, "SELECT t.number, t.text FROM {s}.addresses t", " ORDER BY number", row => row.GetString(1))];
        _oddIds = snapshot.AskOf(one, "SELECT o.id_high, o.id_low, o.text FROM {s}.odd_ids o", "", row => (Id: FactRows.ReadId(row, 0), Text: row.GetString(2))).ToDictionary(o => o.Id, o => o.Text);
    }

    public FactAct Act(int number) => _acts[number];

    public FactPlace Place(int number) => _places[number];

    public string? Address(int number) => _addresses[number];

    /// <summary>The event's id, as its log has it.</summary>
    public EventId Id(FactId id) => _oddIds.TryGetValue(id, out var odd) ? new EventId(odd) : id.ToEventId();

    /// <param name="row">A row with <see cref="FactColumns"/>.</param>
    /// <param name="identityOf">The identity of a number.</param>
    public TrailEvent Event(DuckDBDataReader row, Func<int, (UserIdentity Identity, bool FromConsole)> identityOf)
    {
        var (act, place, (identity, fromConsole)) = (_acts[row.GetInt32(3)], _places[row.GetInt32(4)], identityOf(row.GetInt32(6)));
        return new TrailEvent
        {
            Id = Id(FactRows.ReadId(row, 0)),
            Time = row.GetInt64(2),
            Name = act.Name,
            Source = act.Source,
            Region = place.Region,
            RecipientAccount = place.Account,
            SourceAddress = _addresses[row.GetInt32(5)],
            ErrorCode = act.Error,
            FromConsole = fromConsole,
            Identity = identity,
        };
    }
}
