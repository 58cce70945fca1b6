using System.Globalization;

namespace Namesake.Sessions.Events;

/// <summary>Times as CloudTrail writes them.</summary>
public static class Moment
{
    /// <param name="milliseconds">Since 1970.</param>
    public static string Of(long milliseconds)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return time.ToString(milliseconds % 1_000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
