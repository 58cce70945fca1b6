using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>Numbers, dates, addresses and bytes. What cannot be read compares with nothing.</summary>
internal static class NaiveValues
{
    // The W3C profile of ISO 8601 that the IAM user guide names. A bare year is an integer, hence epoch seconds.
    private static readonly string[] DateForms =
    [
        "yyyy-MM",
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static int? CompareNumbers(string left, string right)
    {
        if (Number(left) is not { } a || Number(right) is not { } b)
            return null;
        // Both over the same power of ten.
        var x = a.Digits * BigInteger.Pow(10, b.Decimals);
        var y = b.Digits * BigInteger.Pow(10, a.Decimals);
        return x.CompareTo(y);
    }

    public static int? CompareDates(string left, string right)
    {
        if (Date(left) is not { } a || Date(right) is not { } b)
            return null;
        return a.CompareTo(b);
    }

    public static bool SameBytes(string left, string right) =>
        Bytes(left) is { } a && Bytes(right) is { } b && string.Equals(a, b, StringComparison.Ordinal);

    public static bool AddressIsIn(string address, string range)
    {
        var slash = range.IndexOf('/', StringComparison.Ordinal);
        var bits = Bits(address);
        var rangeBits = Bits(slash < 0 ? range : range[..slash]);
        if (bits is null || rangeBits is null || bits.Length != rangeBits.Length)
            return false;
        var length = slash < 0 ? rangeBits.Length : Prefix(range[(slash + 1)..]);
        return length >= 0 && length <= bits.Length && string.Equals(bits[..length], rangeBits[..length], StringComparison.Ordinal);
    }

    private static (BigInteger Digits, int Decimals)? Number(string text)
    {
        var unsigned = text.StartsWith('-') || text.StartsWith('+') ? text[1..] : text;
        var parts = unsigned.Split('.');
        if (parts.Length > 2 || !parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit)))
            return null;
        var digits = BigInteger.Parse(string.Concat(parts), NumberStyles.None, CultureInfo.InvariantCulture);
        return (text.StartsWith('-') ? -digits : digits, parts.Length == 2 ? parts[1].Length : 0);
    }

    // In ticks since year 1.
    private static BigInteger? Date(string text)
    {
        if (Number(text) is { Decimals: 0 } epoch)
            return epoch.Digits * TimeSpan.TicksPerSecond + DateTimeOffset.UnixEpoch.UtcTicks;
        return DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.UtcTicks
            : null;
    }

    private static string? Bytes(string base64)
    {
        try
        {
            return Convert.ToHexString(Convert.FromBase64String(base64));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static int Prefix(string text) =>
        text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : -1;

    // "0" and "1", 32 or 128 of them: a range is then a prefix of a string.
    private static string? Bits(string address)
    {
        if (address.Contains(':', StringComparison.Ordinal))
        {
            if (!address.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
                || !IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
                return null;
            return string.Concat(parsed.GetAddressBytes().Select(Bits));
        }
        var parts = address.Split('.');
        if (parts.Length != 4 || !parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit)))
            return null;
        var numbers = parts.Select(Prefix).ToList();
        return numbers.TrueForAll(number => number is >= 0 and <= 255) ? string.Concat(numbers.Select(number => Bits((byte)number))) : null;
    }

    private static string Bits(byte value) => Convert.ToString(value, 2).PadLeft(8, '0');
}
