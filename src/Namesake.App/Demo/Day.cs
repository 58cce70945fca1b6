using System.Globalization;

namespace Namesake.App.Demo;

/// <summary>The one day of every made-up trail, 3 March 2025; moments are seconds since its start.</summary>
internal static class Day
{
    public const int Length = 86_400;

    private static readonly DateTime Start = new(2025, 3, 3, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The second of a time of the day.</summary>
    public static int At(int hour, int minute, int second = 0) => (hour * 3600) + (minute * 60) + second;

    /// <summary>A moment as CloudTrail writes it, such as 2025-03-03T09:12:07Z.</summary>
    public static string Stamp(int second) => Format(second, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>A moment as STS writes the end of credentials, such as Mar 3, 2025, 1:12:07 PM.</summary>
    public static string Expiration(int second) => Format(second, "MMM d, yyyy, h:mm:ss tt");

    /// <summary>The folders of a day, such as 2025/03/03.</summary>
    public static string Folder(int second) => Format(second, "yyyy'/'MM'/'dd");

    /// <summary>A moment in the name of a log file, such as 20250303T0915Z.</summary>
    public static string FileStamp(int second) => Format(second, "yyyyMMdd'T'HHmm'Z'");

    private static string Format(int second, string format) =>
        Start.AddSeconds(second).ToString(format, CultureInfo.InvariantCulture);
}
