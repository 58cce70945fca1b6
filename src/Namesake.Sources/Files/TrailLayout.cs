using System.Globalization;

namespace Namesake.Sources.Files;

/// <summary>What a folder is in a bucket that CloudTrail writes to.</summary>
internal enum FolderKind
{
    /// <summary>Above the logs of one account, or of another layout: what is below must be looked at.</summary>
    Above,

    /// <summary>Of the logs of one account, a Region, a year or a month of them: parted further by time.</summary>
    Logs,

    /// <summary>A day of logs, or something below.</summary>
    Day,

    /// <summary>Digests, Insights events, or logs of another service.</summary>
    Foreign,
}

/// <summary>
/// How CloudTrail lays out what it delivers:
/// <c>[prefix/]AWSLogs/[ORGANIZATION/]ACCOUNT/CloudTrail/REGION/YYYY/MM/DD/ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_UNIQUE.json.gz</c>,
/// the days and times being those of the delivery. A file may hold events of any time before.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html</remarks>
internal static class TrailLayout
{
    private const string Service = "CloudTrail";

    /// <param name="key">A key or a prefix, parted by slashes.</param>
    public static FolderKind KindOf(string key)
    {
        var parts = BelowAccount(key);
        if (parts.IsEmpty) return FolderKind.Above;
        return parts[0] != Service ? FolderKind.Foreign : parts.Length >= 5 && IsDate(parts[2..5]) ? FolderKind.Day : FolderKind.Logs;
    }

    /// <summary>When it was delivered, as its path tells; null where it does not.</summary>
    /// <param name="key">The path of a file or a folder, parted by slashes.</param>
    public static Delivery? DeliveryOf(string key)
    {
        if (DeliveryOfName(key.AsSpan(key.LastIndexOf('/') + 1)) is { } minute) return minute;
        var parts = BelowAccount(key);
        return parts.Length < 3 || !parts[0].StartsWith(Service, StringComparison.Ordinal) ? null
            : parts.Length >= 5 && Span($"{parts[2]}{parts[3]}{parts[4]}", "yyyyMMdd", d => d.AddDays(1)) is { } day ? day
            : parts.Length >= 4 && Span($"{parts[2]}{parts[3]}", "yyyyMM", d => d.AddMonths(1)) is { } month ? month
            : Span(parts[2], "yyyy", d => d.AddYears(1));
    }

    private static Delivery? DeliveryOfName(ReadOnlySpan<char> name)
    {
        Span<Range> parts = stackalloc Range[5];
        return name.Split(parts, '_') == 5 && name[parts[1]] is Service ? Span(name[parts[3]], "yyyyMMdd'T'HHmm'Z'", d => d.AddMinutes(1)) : null;
    }

    private static Delivery? Span(ReadOnlySpan<char> text, string format, Func<DateTimeOffset, DateTimeOffset> next) =>
        DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from) && from.Year < 9_999
            ? new Delivery(from.ToUnixTimeMilliseconds(), next(from).ToUnixTimeMilliseconds())
            : null;

    // The name of a service's folder and what follows; empty above it.
    private static ReadOnlySpan<string> BelowAccount(string key)
    {
        ReadOnlySpan<string> parts = key.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var root = parts.LastIndexOf("AWSLogs");
        if (root < 0) return [];
        parts = parts[(root + 1)..];
        if (parts.Length > 1 && parts[0].StartsWith("o-", StringComparison.Ordinal)) parts = parts[1..];
        return parts.Length > 1 && parts[0] is { Length: 12 } account && !account.AsSpan().ContainsAnyExceptInRange('0', '9') ? parts[1..] : [];
    }

    private static bool IsDate(ReadOnlySpan<string> parts) => Span($"{parts[0]}{parts[1]}{parts[2]}", "yyyyMMdd", d => d.AddDays(1)) is not null;
}
