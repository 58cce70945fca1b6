using System.Collections.Immutable;
using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>Verifies one account and Region of one place: the chains of its trails, the logs that they list, and those that they do not.</summary>
internal sealed class RegionVerifier(RegionFiles files, ObjectIndex index, PublicKeys? keys, VerifyRange range, FaultBook book)
{
    public IEnumerable<VerifiedTrail> Verify(Action tick, CancellationToken cancellation)
    {
        var chains = Chain.Read(files, range, index.PlaceOf(files.Shelf), cancellation);
        var trails = chains.GroupBy(c => (c.Trail, c.HomeRegion)).Select(g => (Name: g.Key, Chains: g.ToList(), Timeline: new CoverageTimeline())).ToList();
        var signatures = new SignatureCheck(keys, range, book);
        chains.ForEach(signatures.Check);
        signatures.Conclude();
        foreach (var (_, ofTrail, timeline) in trails)
            foreach (var chain in ofTrail) new ChainWalk(chain, index, range, book, timeline).Walk(HasOlderLogs(chain));
        var logs = new LogCheck(index, range, book);
        logs.Read(chains, tick, cancellation);
        var counts = chains.ToDictionary(c => c, logs.Check);
        var unknown = new CoverageTimeline();
        new UnlistedLogs(files, chains, logs.Listed, range, book).Check(
            trails.Count == 0 ? unknown : trails.MinBy(t => t.Chains.Min(StartOf)).Timeline,
            trails.Count == 0 ? unknown : trails.MaxBy(t => t.Chains.Max(EndOf)).Timeline);
        foreach (var (name, ofTrail, timeline) in trails)
            yield return Conclude(name.Trail, name.HomeRegion, ofTrail, timeline, ofTrail.Select(c => counts[c]).Aggregate(LogCounts.None, (a, b) => a + b));
        if (trails.Count == 0 && unknown.Spans() is { IsEmpty: false } spans)
            yield return new VerifiedTrail(new TrailCoverage(Place(null, null), files.Account, files.Region, spans), new DigestCounts(0, 0, 0, 0, 0), LogCounts.None, null);
    }

    private VerifiedTrail Conclude(string trail, string home, List<Chain> chains, CoverageTimeline timeline, LogCounts logs)
    {
        var links = chains.SelectMany(c => c.Links).Where(l => range.Overlaps(l.Start, l.End)).ToList();
        // What is no digest, or out of its place, takes nothing away from the time that others prove.
        var weaker = new CoverageTimeline();
        foreach (var link in links) (link.IsUsable ? timeline : weaker).Add(link.Start, link.End, link.State, link.Code);
        timeline.FillHoles(weaker.Spans());
        if (timeline.Spans() is { IsEmpty: false } spans)
            timeline.FillHoles([new CoverageSpan(range.Since ?? spans[0].From, range.Until ?? spans[^1].Until, CoverageState.Undecided, "no-digest")]);
        var counts = new DigestCounts(
            links.Count,
            links.Count(l => l.DigestState == CoverageState.Proved),
            links.Count(l => l.DigestState == CoverageState.Broken),
            links.Count(l => l.DigestState == CoverageState.Undecided),
            links.Count(l => l.Name.IsBackfill));
        return new VerifiedTrail(new TrailCoverage(Place(trail, home), files.Account, files.Region, timeline.Spans(range.Since, range.Until)), counts, logs, chains.Max(EndOf));
    }

    private static long StartOf(Chain chain) => chain.Links.Min(l => l.Start);

    private static long EndOf(Chain chain) => chain.Links.Max(l => l.End);

    private TrailPlace Place(string? trail, string? home) =>
        index.PlaceOf(files.Shelf) is { } place ? new(place.Bucket, place.Prefix, files.Organization, trail, home) : new(null, null, files.Organization, trail, home);

    private bool HasOlderLogs(Chain chain) =>
        !chain.IsBackfill && chain.Links[0].Start is var start && files.Logs.Any(l => l.Time + VerifyRange.DeliveryTime < start && (l.Time is not { } time || range.Holds(time)));
}
