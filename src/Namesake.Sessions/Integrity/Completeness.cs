using System.Collections.Immutable;

namespace Namesake.Sessions.Integrity;

/// <summary>
/// Which hours of which accounts and Regions are proved complete: all that their trails delivered is there, unchanged.
/// What a trail was not to log (its event selectors), and what CloudTrail never delivered, no digest can tell.
/// </summary>
public sealed record Completeness(ImmutableArray<TrailCoverage> Trails)
{
    /// <summary>
    /// How long after an event its log file is looked for, in milliseconds: CloudTrail delivers "within an average of about
    /// 5 minutes", and does not guarantee it (user guide, "How CloudTrail works").
    /// </summary>
    public const long UsualDelay = 15 * 60_000;

    public static readonly Completeness Unknown = new([]);

    /// <summary>Whether the logs hold every event of this time that was to be logged: the worst that any of the trails shows.</summary>
    /// <param name="account">The account that the logs were delivered for.</param>
    /// <param name="region">The Region that the events stand in.</param>
    /// <param name="from">The time of the first event, in milliseconds since 1970.</param>
    /// <param name="until">The time of the last.</param>
    /// <param name="delay">How late their files may have been delivered.</param>
    /// <returns>The state, and the code of the reason; undecided where no digest covers all of the time.</returns>
    public (CoverageState State, string? Code) Of(string account, string region, long from, long until, long delay = UsualDelay)
    {
        var timeline = new CoverageTimeline();
        var end = Math.Max(until, from) + Math.Max(delay, 1);
        foreach (var trail in Trails)
            if (trail.Account == account && trail.Region == region)
                foreach (var span in trail.Spans)
                    timeline.Add(span.From, span.Until, span.State, span.Code);
        var spans = timeline.Spans(from, end);
        var worst = spans.MaxBy(s => s.State);
        if (worst is { State: CoverageState.Broken }) return (worst.State, worst.Code);
        var covered = spans.Sum(s => s.Until - s.From) == end - from;
        return worst is null || !covered ? (CoverageState.Undecided, "no-digest") : (worst.State, worst.Code);
    }

    /// <summary>The same with some time, in milliseconds since 1970, in doubt: what is proved of it is not any more.</summary>
    /// <param name="doubts">Of which account and Region, and from when until when.</param>
    /// <param name="code">Why.</param>
    public Completeness Doubting(IEnumerable<(string Account, string Region, long From, long Until)> doubts, string code)
    {
        var pieces = doubts.ToLookup(d => (d.Account, d.Region));
        return new Completeness([.. Trails.Select(t => t with { Spans = Doubted(t.Spans, pieces[(t.Account, t.Region)].Select(d => (d.From, d.Until)), code) })]);
    }

    private static ImmutableArray<CoverageSpan> Doubted(ImmutableArray<CoverageSpan> spans, IEnumerable<(long From, long Until)> doubts, string code)
    {
        if (spans.IsEmpty) return spans;
        var timeline = new CoverageTimeline();
        foreach (var span in spans) timeline.Add(span.From, span.Until, span.State, span.Code);
        foreach (var (from, until) in doubts) timeline.Add(Math.Max(from, spans[0].From), Math.Min(until, spans[^1].Until), CoverageState.Undecided, code);
        return timeline.Spans();
    }
}
