using System.Collections.Immutable;
using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Importing;

/// <summary>What a ledger forgot.</summary>
/// <param name="Before">Events of before this time are forgotten, in milliseconds since 1970.</param>
/// <param name="Events">How many events went.</param>
/// <param name="Segments">How many segments went, or were written anew.</param>
public sealed record Forgotten(long Before, long Events, int Segments);

/// <summary>
/// Writes the segments that hold anything of before a time anew without it. What later events refer to goes into one segment
/// without events, the remnant. Nothing of the ledger changes until the list of its segments does.
/// </summary>
internal sealed class Forgetting(Snapshot snapshot, SegmentFiles files, NameProof? proof, long before)
{
    private const string HoldsEarlier =
        "SELECT 1 FROM {s}.issued i WHERE i.time < $before UNION ALL SELECT 1 FROM {s}.grants g WHERE g.time < $before UNION ALL SELECT 1 FROM {s}.policies p WHERE p.time < $before LIMIT 1";

    private readonly List<SegmentInfo> _written = [];
    private int _next;

    /// <summary>The segments in whose place others come.</summary>
    public ImmutableArray<SegmentInfo> Leaving { get; private set; } = [];

    /// <summary>Those that come.</summary>
    public IReadOnlyList<SegmentInfo> Written => _written;

    /// <param name="next">The number of the next segment.</param>
    /// <returns>How many events are not in them any more.</returns>
    public long Run(int next)
    {
        (_next, Leaving) = (next, [.. snapshot.Segments.Where(Concerns)]);
        if (Leaving.IsEmpty) return 0;
        var needed = StillNeeded.Since(snapshot, before);
        var remnants = new List<FactContent>();
        foreach (var segment in Leaving)
        {
            var content = SegmentContent.Read(snapshot, segment);
            // Where no event remains, its later credentials have no segment of their own.
            var remains = segment.To >= before && segment.Events > 0;
            remnants.Add(content.Remnant(needed, remains ? before : long.MaxValue));
            if (remains) Rewrite(content.OnlySince(before));
        }
        WriteRemnant(remnants);
        return Leaving.Sum(s => s.Events) - _written.Sum(s => s.Events);
    }

    private bool Concerns(SegmentInfo segment) => segment.Events == 0 || segment.From < before || snapshot.AskOf([segment], HoldsEarlier, "", _ => true, ("before", before)).Count > 0;

    private void Rewrite(FactContent content)
    {
        var draft = new SegmentDraft([content]);
        draft.CountUses();
        // The answers are those of the whole ledger, this segment as it was included.
        Write(draft, draft.ToSegment(_next), number => new SegmentAnswers(snapshot, draft, number, proof).OfRewritten());
    }

    private void WriteRemnant(List<FactContent> remnants)
    {
        var draft = new SegmentDraft(remnants);
        draft.KeepInputsOnce();
        Write(draft, draft.ToSegment(_next) with { IsRemnant = true }, number => new SegmentAnswers(snapshot, draft, number, proof).OfRewritten().Concat(CarriedAnswers.Of(snapshot, Leaving)));
    }

    private void Write(SegmentDraft draft, SegmentInfo segment, Func<int, IEnumerable<StoredAnswer>> answers)
    {
        files.Write(draft, segment, () => answers(segment.Number));
        _written.Add(segment);
        _next++;
    }
}
