using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Namesake.Sources.CloudTrail;

/// <summary>Times as CloudTrail and log shippers write them, in milliseconds since 1970.</summary>
internal static class EventTime
{
    /// <summary>No form of a time has more bytes.</summary>
    private const int Longest = 64;

    public static long? Parse(string? text)
    {
        if (text is null || text.Length > Longest) return null;
        Span<byte> utf8 = stackalloc byte[3 * Longest];
        return Parse(utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    public static long? Parse(ReadOnlySpan<byte> text) => TryParseUsual(text, out var time) ? time : ParseSlowly(text);

    /// <summary>Parses "2023-07-10T12:16:15Z": the form of every delivered event, read without a culture in sight.</summary>
    public static bool TryParseUsual(ReadOnlySpan<byte> text, out long time)
    {
        var usual = text.Length == 20 && text[^1] == 'Z' && text[10] == 'T' && text[4] == '-' && text[7] == '-' && text[13] == ':' && text[16] == ':';
        time = 0;
        if (!usual || !(Number(text[..4], out var year) && Number(text[5..7], out var month) && Number(text[8..10], out var day)
            && Number(text[11..13], out var hour) && Number(text[14..16], out var minute) && Number(text[17..19], out var second)
            && year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60))
            return false;
        time = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return true;
    }

    private static long? ParseSlowly(ReadOnlySpan<byte> text)
    {
        // Without a year, or without a date at all, .NET takes today's from the clock.
        if (text.Length is 0 or > Longest || !HasYear(text)) return null;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.NoCurrentDateDefault;
        return DateTime.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, styles, out var time) && time.Year > 1
            ? new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds()
            : null;
    }

    private static bool HasYear(ReadOnlySpan<byte> text)
    {
        const int digits = 4;
        for (var i = 0; i + digits <= text.Length; i++)
            if (text.Slice(i, digits).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
                return true;
        return false;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int number) =>
        Utf8Parser.TryParse(digits, out number, out var used) && used == digits.Length && number >= 0;
}
