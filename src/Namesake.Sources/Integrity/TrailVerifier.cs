using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>
/// Verifies that the logs of a bucket are complete and as CloudTrail delivered them, by their digest files (user guide,
/// "Validating CloudTrail log file integrity").
/// </summary>
public static class TrailVerifier
{
    /// <param name="objects">All objects of all places: digests, logs, and whatever lies among them.</param>
    /// <param name="keys">CloudTrail's public keys; null where none are at hand, so that no signature is checked.</param>
    /// <param name="range">Which time is asked about.</param>
    /// <param name="bucket">The bucket that folders were copied from; null to believe the digests.</param>
    /// <param name="progress">Told how many log files were read.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static Verification Verify(
        IReadOnlyList<StoredObject> objects, PublicKeys? keys, VerifyRange range, string? bucket = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var book = new FaultBook();
        var regions = RegionFiles.Sort(objects, book.Diagnostics.Add);
        var index = new ObjectIndex(objects);
        Locating.Run(regions, index, bucket);
        var (trails, files) = (new List<VerifiedTrail>(), 0);
        foreach (var region in regions)
        {
            trails.AddRange(new RegionVerifier(region, index, keys, range, book).Verify(() => progress?.Report(Interlocked.Increment(ref files)), cancellation));
            book.Conclude();
        }
        if (regions.Count == 0) book.Diagnostics.Add(new Diagnostic(Severity.Error, "no-logs", "there is nothing in the layout AWSLogs/ACCOUNT/CloudTrail/ and AWSLogs/ACCOUNT/CloudTrail-Digest/", null));
        else if (keys is null && trails.Exists(t => t.Digests.Read > 0))
            book.Diagnostics.Add(new Diagnostic(Severity.Error, "no-public-keys", "no signature was checked, only hashes: give --public-keys, what \"aws cloudtrail list-public-keys\" prints in each Region for the time of the logs", null));
        return new Verification([.. EndTogether(trails, range, book)], Ordered(book.Faults), Ordered(book.Diagnostics))
        {
            Found = [.. regions.SelectMany(r => r.Logs.Select(l => new FoundLog(r.Account, r.Region, l.Time, l.Object.Name)))],
        };
    }

    /// <summary>A trail makes digests in all its Regions every hour: where those of one end long before the others', the newest may be gone.</summary>
    private static IEnumerable<VerifiedTrail> EndTogether(List<VerifiedTrail> trails, VerifyRange range, FaultBook book)
    {
        var ends = trails.Where(t => t.End is not null).GroupBy(t => t.Coverage.Trail).ToDictionary(g => g.Key, g => g.Max(t => t.End!.Value));
        foreach (var trail in trails)
        {
            if (trail.End is not { } end || ends[trail.Coverage.Trail] is var latest && latest < end + VerifyRange.DigestDue || range.Until <= end)
            {
                yield return trail;
                continue;
            }
            var (coverage, until) = (trail.Coverage, Math.Min(latest, range.Until ?? latest));
            book.Diagnostics.Add(new Diagnostic(
                Severity.Error,
                "chain-ends-early",
                $"digests of trail {coverage.Trail.Name} for account {coverage.Account} in {coverage.Region} end at {NameTime.Format(end)}, others of this trail at {NameTime.Format(latest)}: the newest are gone, or the trail left that account or Region",
                null));
            var timeline = new CoverageTimeline();
            foreach (var span in coverage.Spans) timeline.Add(span.From, span.Until, span.State, span.Code);
            timeline.Add(end, until, CoverageState.Undecided, "chain-ends-early");
            yield return trail with { Coverage = coverage with { Spans = timeline.Spans() } };
        }
    }

    private static ImmutableArray<Diagnostic> Ordered(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.OrderBy(d => d.Place?.File, StringComparer.Ordinal).ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Message, StringComparer.Ordinal)];
}
