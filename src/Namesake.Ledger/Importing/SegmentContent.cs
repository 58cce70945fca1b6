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
        var words = new SegmentWords(_snapshot, _segment[0]);
        using var command = _snapshot.Database.CreateCommand();
        var (raw, joined) = _segment[0].HasRaw ? ("r.number", " POSITIONAL JOIN {s}.raw r") : ("0", "");
        command.CommandText = Snapshot.Union(_segment, $"SELECT {SegmentWords.FactColumns}, {raw} FROM {{s}}.facts f{joined}");
        command.UseStreamingMode = true;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var e = words.Event(row, number => _identities[number]);
            _content.Add(in e, words.Place(row.GetInt32(4)).Input, row.GetInt32(SegmentWords.Columns));
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
