using System.Globalization;
using System.Net;
using System.Numerics;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>An IP address as a number: those of IPv4 come first, those of IPv6 after them.</summary>
/// <param name="Number">The number.</param>
/// <param name="Start">The number of the first address of its version.</param>
/// <param name="Bits">How many bits an address of its version has.</param>
internal sealed record Address(BigInteger Number, BigInteger Start, int Bits)
{
    private static readonly BigInteger FirstOfVersion6 = BigInteger.One << 32;

    public static readonly BigInteger Last = FirstOfVersion6 + (BigInteger.One << 128) - 1;

    public static Address? TryParse(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return text.AsSpan().IndexOfAny("%[]/") < 0 && IPAddress.TryParse(text, out var address) ? Of(address.GetAddressBytes(), FirstOfVersion6) : null;
        var bytes = text.Split('.').Select(b => b.Length <= 3 && byte.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (byte?)null).ToList();
        return bytes.Count == 4 && !bytes.Contains(null) ? Of([.. bytes.Select(b => b!.Value)], 0) : null;
    }

    /// <summary>The text of the address with this number.</summary>
    public static string TextOf(BigInteger number)
    {
        var (rest, length) = number < FirstOfVersion6 ? (number, 4) : (number - FirstOfVersion6, 16);
        var bytes = rest.ToByteArray(isUnsigned: true, isBigEndian: true);
        return new IPAddress([.. new byte[length - bytes.Length], .. bytes]).ToString();
    }

    private static Address Of(byte[] bytes, BigInteger start) =>
        new(start + new BigInteger(bytes, isUnsigned: true, isBigEndian: true), start, 8 * bytes.Length);
}
