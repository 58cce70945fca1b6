using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Importing;

/// <summary>Answers that segments hold for identities of others, given anew when they were written: they must outlive them.</summary>
internal static class CarriedAnswers
{
    /// <param name="snapshot">The whole ledger.</param>
    /// <param name="leaving">The segments in whose place others come.</param>
    public static IReadOnlyList<StoredAnswer> Of(Snapshot snapshot, IReadOnlyCollection<SegmentInfo> leaving)
    {
        var (gone, staying) = (leaving.Select(s => s.Number).ToHashSet(), snapshot.Segments.Except(leaving).Select(s => s.Number).ToHashSet());
        var rows = snapshot.AskOf(
            snapshot.Segments, $"SELECT {{n}}, a.segment, a.identity, {AnswerRow.Selection} FROM {{s}}.answers a WHERE a.segment <> {{n}}", "",
            row => (Written: row.GetInt32(0), Answer: new StoredAnswer(new IdentityPlace(row.GetInt32(1), row.GetInt32(2)), AnswerRow.Read(row, 3))));
        return [.. rows.GroupBy(r => r.Answer.Place).Select(g => g.MaxBy(r => r.Written)).Where(r => gone.Contains(r.Written) && staying.Contains(r.Answer.Place.Segment)).Select(r => r.Answer)];
    }
}
