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
    private readonly AnswerLookup _answers = new(snapshot, new IdentityLookup(snapshot), proof);

    public IEnumerable<Attribution> All() => snapshot.Segments.Where(s => s.Events > 0).OrderBy(s => s.From).ThenBy(s => s.Number).SelectMany(Of);

    private IEnumerable<Attribution> Of(SegmentInfo segment)
    {
        var one = (SegmentInfo[])[segment];
        var identities = snapshot.AskOf(
            one, $"SELECT d.number, {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE d.events > 0 AND d.type IN ('AssumedRole', 'FederatedUser')", "",
            row => (Number: row.GetInt32(0), Identity: IdentityRow.Read(row, 1))).ToDictionary(i => i.Number, i => i.Identity);
        if (identities.Count == 0) yield break;
        var words = new SegmentWords(snapshot, segment);
        var attributor = new Attributor(_answers.TrailOf(identities.Values, []), proof);
        using var command = snapshot.Database.CreateCommand();
        command.CommandText = Snapshot.Union(one,
            $$"""
            SELECT {{SegmentWords.FactColumns}} FROM {s}.facts f
            WHERE f.identity IN (SELECT d.number FROM {s}.identities d WHERE d.type IN ('AssumedRole', 'FederatedUser')) ORDER BY f.time, f.id_high, f.id_low
            """);
        command.UseStreamingMode = true;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var e = words.Event(row, number => identities[number]);
            yield return new Attribution(e, attributor.Of(in e));
        }
    }
}
