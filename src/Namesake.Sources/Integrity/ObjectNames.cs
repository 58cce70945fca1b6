using System.Globalization;

namespace Namesake.Sources.Integrity;

/// <summary>What the name of a digest says: <c>ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_TIME[_backfill].json.gz</c>.</summary>
/// <param name="Trail">The trail's name.</param>
/// <param name="HomeRegion">The Region that the trail was made in.</param>
/// <param name="End">When the digest's time ends, in milliseconds since 1970.</param>
/// <param name="IsBackfill">Made later, for logs that no digest had been made for; these are chained among themselves.</param>
internal sealed record DigestName(string Trail, string HomeRegion, long End, bool IsBackfill)
{
    private const string Ending = ".json.gz";
    private const string Backfill = "_backfill";

    public static DigestName? Parse(LayoutKey key)
    {
        var beginning = $"{key.Account}_{LayoutKey.Digests}_{key.Region}_";
        if (key.Service != LayoutKey.Digests || !key.File.StartsWith(beginning, StringComparison.Ordinal) || !key.File.EndsWith(Ending, StringComparison.Ordinal)) return null;
        if (key.File.Length < beginning.Length + Ending.Length) return null;
        var name = key.File[beginning.Length..^Ending.Length];
        var isBackfill = name.EndsWith(Backfill, StringComparison.Ordinal);
        if (isBackfill) name = name[..^Backfill.Length];
        // A trail's name may have underscores, a Region has none.
        var time = name.LastIndexOf('_');
        var home = time < 1 ? -1 : name.LastIndexOf('_', time - 1);
        return home > 0 && NameTime.Parse(name[(time + 1)..], "yyyyMMdd'T'HHmmss'Z'") is { } end ? new DigestName(name[..home], name[(home + 1)..time], end, isBackfill) : null;
    }
}

/// <summary>What the name of a log file says: <c>ACCOUNT_CloudTrail_REGION_TIME_UNIQUE.json.gz</c>, the time being that of its delivery.</summary>
internal static class LogName
{
    /// <returns>The time in milliseconds since 1970, to the minute; null where it is another name.</returns>
    public static long? Time(LayoutKey key)
    {
        var beginning = $"{key.Account}_{LayoutKey.Logs}_{key.Region}_";
        if (key.Service != LayoutKey.Logs || !key.File.StartsWith(beginning, StringComparison.Ordinal)) return null;
        var rest = key.File[beginning.Length..];
        return rest.IndexOf('_') is > 0 and var end && rest.EndsWith(".json.gz", StringComparison.Ordinal) ? NameTime.Parse(rest[..end], "yyyyMMdd'T'HHmm'Z'") : null;
    }
}

/// <summary>Times in names, and in messages.</summary>
internal static class NameTime
{
    public static string Format(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static long? Parse(string text, string format) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
}
