using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Importing;

/// <summary>Reads a segment back into what it was written from, so that small ones can be put together.</summary>
internal sealed class SegmentContent
{
    private readonly Snapshot _snapshot;
    private readonly SegmentInfo[] _segment;
    private readonly Dictionary<int, (UserIdentity Identity, bool FromConsole)> _identities;
    private readonly FactContent _content = new();

    private SegmentContent(Snapshot snapshot, SegmentInfo segment)
    {
        (_snapshot, _segment) = (snapshot, [segment]);
        _identities = snapshot.AskOf(
            _segment, $"SELECT d.number, {SegmentTables.IdentityColumns} FROM {{s}}.identities d", "", row => (Number: row.GetInt32(0), Identity: IdentityRow.Read(row, 1)))
            .ToDictionary(i => i.Number, i => i.Identity);
    }

    public static FactContent Read(Snapshot snapshot, SegmentInfo segment)
    {
        var reading = new SegmentContent(snapshot, segment);
        // Those that asked for credentials are there even where their own events were copies.
        foreach (var (identity, fromConsole) in reading._identities.OrderBy(i => i.Key).Select(i => i.Value)) reading._content.NumberOf(identity, fromConsole);
        reading.AddInputs();
        reading.AddFacts();
        reading.AddCredentials();
        if (segment.HasRaw) reading.AddRaw();
        return reading._content;
    }

    private void AddInputs() => _content.Inputs.AddRange(_snapshot.AskOf(
        _segment, "SELECT i.name, i.version, i.whole FROM {s}.inputs i", " ORDER BY i.number",
        row => new ImportedInput(row.GetString(0), row.Text(1)) { IsWhole = row.GetBoolean(2) }));

    private void AddFacts()
    {
        var texts = _snapshot.AskOf(_segment, "SELECT t.number, t.text FROM {s}.texts t", "", row => (Number: row.GetInt32(0), Text: row.GetString(1))).ToDictionary(t => t.Number, t => t.Text);
        var odd = _snapshot.AskOf(
            _segment, "SELECT o.id_high, o.id_low, o.text FROM {s}.odd_ids o", "",
            row => (Id: new FactId(row.GetFieldValue<ulong>(0), row.GetFieldValue<ulong>(1)), Text: row.GetString(2))).ToDictionary(o => o.Id, o => o.Text);
        using var command = _snapshot.Database.CreateCommand();
        var (raw, joined) = _segment[0].HasRaw ? ("r.number", " POSITIONAL JOIN {s}.raw r") : ("0", "");
        command.CommandText = Snapshot.Union(_segment, $"SELECT f.id_high, f.id_low, f.time, f.name, f.source, f.region, f.account, f.address, f.error, f.identity, f.input, {raw} FROM {{s}}.facts f{joined}");
        command.UseStreamingMode = true;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var id = new FactId(row.GetFieldValue<ulong>(0), row.GetFieldValue<ulong>(1));
            var (identity, fromConsole) = _identities[row.GetInt32(9)];
            var e = new TrailEvent
            {
                Id = odd.TryGetValue(id, out var text) ? new EventId(text) : id.ToEventId(),
                Time = row.GetInt64(2),
                Name = texts[row.GetInt32(3)],
                Source = texts[row.GetInt32(4)],
                Region = texts.GetValueOrDefault(row.GetInt32(5)),
                RecipientAccount = texts.GetValueOrDefault(row.GetInt32(6)),
                SourceAddress = texts.GetValueOrDefault(row.GetInt32(7)),
                ErrorCode = texts.GetValueOrDefault(row.GetInt32(8)),
                FromConsole = fromConsole,
                Identity = identity,
            };
            _content.Add(in e, row.GetInt32(10), row.GetInt32(11));
        }
    }

    private void AddRaw() => _content.Raw.Take(_snapshot.AskOf(_segment, $"SELECT {RawRow.Columns} FROM {{s}}.raw_blocks b", " ORDER BY b.first", RawRow.Read));

    private void AddCredentials()
    {
        var calls = CallRows.Of(_snapshot, _segment);
        _content.Issued.AddRange(_snapshot.AskOf(
            _segment, $"SELECT i.caller, {SegmentTables.IssuedColumns} FROM {{s}}.issued i", "", row => calls.Told(IssuedRow.Read(row, 1, _identities[row.GetInt32(0)]))));
        _content.Grants.AddRange(_snapshot.AskOf(
            _segment, $"SELECT {SegmentTables.IdentityColumns}, g.id, g.time, g.minted, g.resource, g.address, g.caller FROM {{s}}.grants g JOIN {{s}}.identities d ON d.number = g.caller", "",
            row => IssuedRow.ReadGrant(row) with { Caller = _identities[row.GetInt32(IdentityRow.Columns + 5)].Identity }));
        _content.Policies.AddRange(_snapshot.AskOf(_segment, "SELECT p.id, p.time, p.event, p.account, p.role, p.document FROM {s}.policies p", "", IssuedRow.ReadPolicy));
        _content.Workloads.AddRange(_snapshot.AskOf(
            _segment, $"SELECT w.caller, {SegmentTables.WorkloadColumns} FROM {{s}}.workloads w", "", row => IssuedRow.ReadWorkload(row, 1, _identities[row.GetInt32(0)])));
    }
}
