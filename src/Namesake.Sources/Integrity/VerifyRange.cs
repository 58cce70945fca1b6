namespace Namesake.Sources.Integrity;

/// <summary>Which time of delivery is asked about, in milliseconds since 1970; null where it has no end.</summary>
public sealed record VerifyRange(long? Since, long? Until)
{
    /// <summary>A log file bears the time at which its delivery began; a digest lists it when it was delivered.</summary>
    internal const long DeliveryTime = 15 * 60_000;

    /// <summary>How long after the last digest's end the next one is late: it covers an hour, and is delivered after it.</summary>
    internal const long DigestDue = 2 * Hour;

    internal const long Hour = 3_600_000;

    public static readonly VerifyRange All = new(null, null);

    /// <summary>Whether a digest of this end is to be read: those just behind hold signatures of the last, and list logs that were late.</summary>
    internal bool Reads(long end) => (Since is not { } since || end > since) && (Until is not { } until || end <= until + DigestDue);

    /// <summary>Whether a piece of time lies in it, in part or whole.</summary>
    internal bool Overlaps(long from, long end) => (Since is not { } since || end > since) && (Until is not { } until || from < until);

    internal bool Holds(long time) => Overlaps(time, time + 1);
}
