using System.Collections.Immutable;

namespace Namesake.Sessions.Integrity;

/// <summary>Lays pieces of time over each other: where several cover a moment, the worst counts.</summary>
public sealed class CoverageTimeline
{
    private readonly List<CoverageSpan> _laid = [];

    /// <summary>Adds a piece; an empty one adds nothing.</summary>
    public void Add(long from, long until, CoverageState state, string? code)
    {
        if (from < until) _laid.Add(new CoverageSpan(from, until, state, code));
    }

    /// <summary>Lays pieces where nothing lies yet.</summary>
    /// <param name="fillers">In order, not overlapping.</param>
    public void FillHoles(IEnumerable<CoverageSpan> fillers)
    {
        var (spans, next) = (Spans(), 0);
        foreach (var filler in fillers)
        {
            while (next < spans.Length && spans[next].Until <= filler.From) next++;
            var at = filler.From;
            for (var i = next; i < spans.Length && spans[i].From < filler.Until; i++)
            {
                Add(at, spans[i].From, filler.State, filler.Code);
                at = spans[i].Until;
            }
            Add(at, filler.Until, filler.State, filler.Code);
        }
    }

    /// <summary>The pieces side by side, those of one state and reason joined. What nothing covers is left out.</summary>
    /// <param name="since">Where to begin; null for all.</param>
    /// <param name="until">Where to end; null for all.</param>
    public ImmutableArray<CoverageSpan> Spans(long? since = null, long? until = null)
    {
        var spans = ImmutableArray.CreateBuilder<CoverageSpan>();
        // The worst of those that cover a moment is the last of this order.
        var active = new SortedDictionary<(CoverageState State, string Code), int>(WorstLast);
        long at = 0;
        foreach (var (time, span, begins) in Edges())
        {
            if (active.Count > 0) Append(spans, Math.Max(at, since ?? at), Math.Min(time, until ?? time), active.Keys.Last());
            at = time;
            var key = (span.State, span.Code ?? "");
            var count = active.GetValueOrDefault(key) + (begins ? 1 : -1);
            if (count == 0) active.Remove(key);
            else active[key] = count;
        }
        return spans.ToImmutable();
    }

    private static readonly IComparer<(CoverageState State, string Code)> WorstLast = Comparer<(CoverageState State, string Code)>.Create((a, b) =>
        a.State != b.State ? a.State.CompareTo(b.State) : string.CompareOrdinal(b.Code, a.Code));

    private IEnumerable<(long Time, CoverageSpan Span, bool Begins)> Edges() =>
        _laid.SelectMany(s => ((long, CoverageSpan, bool)[])[(s.From, s, true), (s.Until, s, false)]).OrderBy(e => e.Item1);

    private static void Append(ImmutableArray<CoverageSpan>.Builder spans, long from, long until, (CoverageState State, string Code) top)
    {
        if (from >= until) return;
        var code = top.Code.Length == 0 ? null : top.Code;
        if (spans.Count > 0 && spans[^1] is var last && last.Until == from && last.State == top.State && last.Code == code) spans[^1] = last with { Until = until };
        else spans.Add(new CoverageSpan(from, until, top.State, code));
    }
}
