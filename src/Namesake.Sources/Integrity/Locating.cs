namespace Namesake.Sources.Integrity;

/// <summary>
/// Finds out which bucket and prefix a folder was copied from: a store that knows says so; else its digests say, and most
/// of those looked at are believed. Digests that say otherwise have been moved.
/// </summary>
internal static class Locating
{
    /// <summary>How many digests of each account and Region are asked.</summary>
    private const int Asked = 5;

    /// <param name="regions">What was found.</param>
    /// <param name="index">Told where the shelves were.</param>
    /// <param name="bucket">The bucket's name, where the user gives it.</param>
    public static void Run(IEnumerable<RegionFiles> regions, ObjectIndex index, string? bucket)
    {
        foreach (var shelf in regions.GroupBy(r => r.Shelf))
        {
            var known = shelf.SelectMany(r => r.Digests.Select(d => d.Object).Concat(r.Logs.Select(l => l.Object))).Select(o => o.Bucket).FirstOrDefault(b => b is not null);
            if (known is not null) index.Locate(shelf.Key, new BucketPlace(known, shelf.Key.Head));
            else if (shelf.SelectMany(Votes).Where(p => bucket is null || p.Bucket == bucket).GroupBy(p => p)
                         .OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Bucket, StringComparer.Ordinal).ThenBy(g => g.Key.Prefix, StringComparer.Ordinal)
                         .FirstOrDefault() is { } most)
                index.Locate(shelf.Key, most.Key);
            else if (bucket is not null) index.Locate(shelf.Key, new BucketPlace(bucket, shelf.Key.Head));
        }
    }

    private static IEnumerable<BucketPlace> Votes(RegionFiles region) =>
        region.Digests.OrderByDescending(d => d.Name.End).ThenBy(d => d.Object.Key, StringComparer.Ordinal).Take(Asked)
            .Select(d => DigestReader.Read(d.Object).Digest).OfType<Digest>()
            .Select(d => ObjectIndex.Split(d.Bucket, d.Key)?.Place).OfType<BucketPlace>();
}
