using DuckDB.NET.Data;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Answering;

/// <summary>
/// Every session event of the ledger with its answer, segment by segment, each in the order of time. What bears on a
/// segment's identities is fetched at once, so that memory depends on the largest segment only.
/// </summary>
public sealed class LedgerAttributions(Snapshot snapshot, NameProof? proof = null)
{
    private readonly AnswerLookup _answers = new(snapshot, proof);

    public IEnumerable<Attribution> All() => snapshot.Segments.Where(s => s.Events > 0).OrderBy(s => s.From).ThenBy(s => s.Number).SelectMany(Of);

    private IEnumerable<Attribution> Of(SegmentInfo segment)
    {
        var one = (SegmentInfo[])[segment];
        var identities = snapshot.AskOf(
            one, $"SELECT d.number, {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE d.events > 0 AND d.type IN ('AssumedRole', 'FederatedUser')", "",
            row => (Number: row.GetInt32(0), Identity: IdentityRow.Read(row, 1))).ToDictionary(i => i.Number, i => i.Identity);
        if (identities.Count == 0) yield break;
        var texts = snapshot.AskOf(one, "SELECT t.number, t.text FROM {s}.texts t", "", row => (Number: row.GetInt32(0), Text: row.GetString(1))).ToDictionary(t => t.Number, t => t.Text);
        var odd = snapshot.AskOf(
            one, "SELECT o.id_high, o.id_low, o.text FROM {s}.odd_ids o", "", row => (Id: IdOf(row, 0), Text: row.GetString(2))).ToDictionary(o => o.Id, o => o.Text);
        var attributor = new Attributor(_answers.TrailOf(identities.Values, []), proof);
        using var command = snapshot.Database.CreateCommand();
        command.CommandText = Snapshot.Union(one,
            """
            SELECT f.id_high, f.id_low, f.time, f.name, f.source, f.region, f.account, f.address, f.error, f.identity FROM {s}.facts f
            WHERE f.identity IN (SELECT d.number FROM {s}.identities d WHERE d.type IN ('AssumedRole', 'FederatedUser')) ORDER BY f.time, f.id_high, f.id_low
            """);
        command.UseStreamingMode = true;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (identity, fromConsole) = identities[row.GetInt32(9)];
            var id = IdOf(row, 0);
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
            yield return new Attribution(e, attributor.Of(in e));
        }
    }

    private static FactId IdOf(DuckDBDataReader row, int at) => new(row.GetFieldValue<ulong>(at), row.GetFieldValue<ulong>(at + 1));
}
