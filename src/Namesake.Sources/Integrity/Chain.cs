using System.Collections.Immutable;

namespace Namesake.Sources.Integrity;

/// <summary>The digests of one trail for one account and Region, oldest first; backfill digests are a chain of their own.</summary>
internal sealed record Chain(string Trail, string HomeRegion, bool IsBackfill, ImmutableArray<ChainLink> Links)
{
    /// <summary>Reads the digests that the range wants, and sorts them into chains.</summary>
    public static List<Chain> Read(RegionFiles files, VerifyRange range, BucketPlace? place, CancellationToken cancellation)
    {
        var budget = new DigestBudget(DigestBudget.OfRegion);
        var links = files.Digests.Where(d => range.Reads(d.Name.End)).AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(d => new ChainLink(d, DigestReader.Read(d.Object, budget)) is var link && IsElsewhere(link, place) ? link.Moved() : link).ToList();
        return [.. links.GroupBy(l => (l.Name.Trail, l.Name.HomeRegion, l.Name.IsBackfill))
            .OrderBy(g => g.Key.Trail, StringComparer.Ordinal).ThenBy(g => g.Key.HomeRegion, StringComparer.Ordinal).ThenBy(g => g.Key.IsBackfill)
            .Select(g => new Chain(g.Key.Trail, g.Key.HomeRegion, g.Key.IsBackfill, [.. g.OrderBy(l => l.End).ThenBy(l => l.Object.Key, StringComparer.Ordinal)]))];
    }

    private static bool IsElsewhere(ChainLink link, BucketPlace? place) =>
        link.Digest is { } digest && place is { } at && (digest.Bucket != at.Bucket || digest.Key != at.Prefix + link.Object.Key[LayoutKey.HeadLength(link.Object.Key)!.Value..]);
}
