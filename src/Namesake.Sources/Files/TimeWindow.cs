using System.Globalization;

namespace Namesake.Sources.Files;

/// <summary>The time whose events are asked about, in milliseconds since 1970 (UTC).</summary>
/// <param name="Since">The first moment of it; null where it has no beginning.</param>
/// <param name="Until">The first moment behind it; null where it has no end.</param>
public sealed record TimeWindow(long? Since, long? Until)
{
    /// <summary>
    /// So much earlier may credentials have been issued that still act: a GetSessionToken session lives 36 hours, and a
    /// role that it assumes at its end 12 more.
    /// </summary>
    public const long Lead = 48 * Hour;

    /// <summary>So late may a file be delivered that holds an event: normally some minutes, but AWS promises nothing.</summary>
    /// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html</remarks>
    public const long Delay = 24 * Hour;

    private const long Hour = 3_600_000;

    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    public static readonly TimeWindow Always = new(null, null);

    /// <summary>Whether an event of this time is asked about.</summary>
    public bool Holds(long time) => !(time < Since) && !(time >= Until);

    /// <summary>Whether what was delivered from one moment on and before another may hold events asked about, or issued their credentials.</summary>
    public bool Wants(Delivery delivered) => !(delivered.Before <= Since - Lead) && !(delivered.From >= Until + Delay);

    /// <summary>Reads a date, which begins with its midnight and ends with the next, or a moment; UTC, where no offset is given.</summary>
    /// <returns>The window, or a sentence that says what is wrong.</returns>
    public static (TimeWindow? Window, string? Fault) Parse(string? since, string? until)
    {
        if (since is not null && SinceOf(since) is null) return (null, NoTime("since", since));
        if (until is not null && UntilOf(until) is null) return (null, NoTime("until", until));
        var window = new TimeWindow(since is null ? null : SinceOf(since), until is null ? null : UntilOf(until));
        return window.Since >= window.Until ? (null, "--since is not before --until") : (window, null);
    }

    /// <summary>The moment that a text names, of a date its beginning; null where it is none.</summary>
    public static long? SinceOf(string text) => Moment(text, ofDate: 0);

    /// <summary>The moment that a text names, of a date its end; null where it is none.</summary>
    public static long? UntilOf(string text) => Moment(text, ofDate: 24 * Hour);

    private static long? Moment(string text, long ofDate)
    {
        const DateTimeStyles universal = DateTimeStyles.AssumeUniversal;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, universal, out var date)) return date.ToUnixTimeMilliseconds() + ofDate;
        return DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, universal, out var moment) ? moment.ToUnixTimeMilliseconds() : null;
    }

    /// <summary>A sentence on a text that is no time.</summary>
    public static string NoTime(string option, string text) =>
        $"\"{text}\" is no time for --{option}: give a date such as 2025-03-03, or a moment such as 2025-03-03T09:30 (UTC) or 2025-03-03T09:30+01:00";
}
