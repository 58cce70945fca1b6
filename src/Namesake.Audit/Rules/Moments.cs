using System.Globalization;

namespace Namesake.Audit.Rules;

/// <summary>Times and dates in sentences.</summary>
internal static class Moments
{
    /// <param name="time">Milliseconds since 1970.</param>
    public static string Of(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
