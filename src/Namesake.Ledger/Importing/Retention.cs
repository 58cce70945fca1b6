namespace Namesake.Ledger.Importing;

/// <summary>How long events are kept.</summary>
public static class Retention
{
    private const long Day = 86_400_000;

    /// <summary>
    /// The midnight (UTC) from which on events are kept. It is counted from the ledger's newest event: a ledger that nothing is
    /// imported into does not vanish. An event that claims to be of the future counts as one of now: whoever can write one must
    /// not make all others be forgotten.
    /// </summary>
    /// <param name="newest">The time of the newest event, in milliseconds since 1970.</param>
    /// <param name="now">The present time.</param>
    /// <param name="days">How many days are kept before it.</param>
    public static long KeptSince(long newest, DateTimeOffset now, int days)
    {
        var time = Math.Min(newest, now.ToUnixTimeMilliseconds()) - days * Day;
        return time - (time % Day + Day) % Day;
    }
}
