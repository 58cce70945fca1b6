using System.Collections.Immutable;

namespace Namesake.Sessions.Integrity;

/// <summary>Which trail delivered, and where to. Digests do not say which events a trail selects.</summary>
/// <param name="Bucket">Null where nothing says: a folder whose digests cannot be read.</param>
/// <param name="Prefix">What stands before <c>AWSLogs/</c> in the keys, with its slash; empty where nothing does.</param>
/// <param name="Organization">The organization's id in the keys of an organization's trail.</param>
/// <param name="Name">Null for log files that no digest speaks of.</param>
/// <param name="HomeRegion">The Region that the trail was made in.</param>
public sealed record TrailPlace(string? Bucket, string? Prefix, string? Organization, string? Name, string? HomeRegion);

/// <summary>What is known of the logs that one trail delivered of one account and Region. The spans are in order and do not overlap.</summary>
public sealed record TrailCoverage(TrailPlace Trail, string Account, string Region, ImmutableArray<CoverageSpan> Spans)
{
    /// <summary>How much time is in a state, in milliseconds.</summary>
    public long TimeIn(CoverageState state) => Spans.Where(s => s.State == state).Sum(s => s.Until - s.From);
}
