using System.Collections.Immutable;

namespace Namesake.Sessions.Integrity;

/// <summary>A piece of time, in milliseconds since 1970, of which one verification found the logs intact and another did not.</summary>
/// <param name="Trail">Which trail delivered them.</param>
/// <param name="Account">Of which account.</param>
/// <param name="Region">Of which Region.</param>
/// <param name="From">Its beginning.</param>
/// <param name="Until">Its end, not included.</param>
/// <param name="Earlier">What was found first.</param>
/// <param name="Later">What was found afterwards, and counts.</param>
/// <param name="Code">Why it was, or is, broken.</param>
public sealed record Contradiction(TrailPlace Trail, string Account, string Region, long From, long Until, CoverageState Earlier, CoverageState Later, string? Code);

/// <summary>
/// What several verifications decided, one after the other. What one leaves undecided takes nothing away from what another
/// decided; where two decide otherwise the later one counts, and that they do is kept.
/// </summary>
/// <param name="Hours">What is proved or broken. What is neither was not verified.</param>
/// <param name="Contradictions">In the order in which they were found.</param>
public sealed record Verifications(Completeness Hours, ImmutableArray<Contradiction> Contradictions)
{
    public static readonly Verifications None = new(Completeness.Unknown, []);

    /// <summary>Adds what a further verification found.</summary>
    public Verifications With(Completeness later)
    {
        var found = later.Trails.GroupBy(KeyOf).ToDictionary(g => g.Key, g => Decided(g.SelectMany(t => t.Spans)));
        var trails = Hours.Trails.Select(t => found.Remove(KeyOf(t), out var spans) ? t with { Spans = Over(t.Spans, spans) } : t).ToList();
        var contradictions = later.Trails.SelectMany(l => Hours.Trails.Where(t => KeyOf(t) == KeyOf(l)).SelectMany(t => Between(t, l)));
        trails.AddRange(found.Where(f => !f.Value.IsEmpty).Select(f => new TrailCoverage(f.Key.Trail, f.Key.Account, f.Key.Region, f.Value)));
        return new Verifications(
            new Completeness([.. trails.OrderBy(t => t.Account, StringComparer.Ordinal).ThenBy(t => t.Region, StringComparer.Ordinal).ThenBy(t => t.Trail.ToString(), StringComparer.Ordinal)]),
            [.. Contradictions.Concat(contradictions).Distinct()]);
    }

    private static (TrailPlace Trail, string Account, string Region) KeyOf(TrailCoverage trail) => (trail.Trail, trail.Account, trail.Region);

    private static ImmutableArray<CoverageSpan> Decided(IEnumerable<CoverageSpan> spans)
    {
        var timeline = new CoverageTimeline();
        foreach (var span in spans) timeline.Add(span.From, span.Until, span.State, span.Code);
        return [.. timeline.Spans().Where(s => s.State != CoverageState.Undecided)];
    }

    private static ImmutableArray<CoverageSpan> Over(ImmutableArray<CoverageSpan> earlier, ImmutableArray<CoverageSpan> later)
    {
        var timeline = new CoverageTimeline();
        foreach (var span in later) timeline.Add(span.From, span.Until, span.State, span.Code);
        timeline.FillHoles(earlier);
        return timeline.Spans();
    }

    private static IEnumerable<Contradiction> Between(TrailCoverage earlier, TrailCoverage later) =>
        from was in earlier.Spans
        from now in later.Spans
        where now.State != CoverageState.Undecided && now.State != was.State && now.From < was.Until && was.From < now.Until
        select new Contradiction(later.Trail, later.Account, later.Region, Math.Max(was.From, now.From), Math.Min(was.Until, now.Until), was.State, now.State, now.Code ?? was.Code);
}
