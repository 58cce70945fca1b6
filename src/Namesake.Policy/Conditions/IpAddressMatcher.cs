using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>IpAddress and NotIpAddress: an address or a CIDR range, IPv4 or IPv6, which never match one another.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress</remarks>
public sealed class IpAddressMatcher : ValueMatcher
{
    private readonly byte[]? _network;
    private readonly int _prefix;

    public IpAddressMatcher(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var network = ParseAddress(slash < 0 ? value : value[..slash]);
        if (network is null) return;
        _prefix = network.Length * 8;
        if (slash >= 0 && (!TryParseDecimal(value.AsSpan(slash + 1), out _prefix) || _prefix > network.Length * 8)) return;
        _network = network;
    }

    public override bool Matches(string value, RequestContext context)
    {
        if (_network is null || ParseAddress(value) is not { } address || address.Length != _network.Length) return false;
        for (var bit = 0; bit < _prefix; bit += 8)
        {
            var mask = _prefix - bit >= 8 ? 0xFF : 0xFF << (8 - (_prefix - bit)) & 0xFF;
            if (((address[bit / 8] ^ _network[bit / 8]) & mask) != 0) return false;
        }
        return true;
    }

    public override string? WhyDead(RequestContext context) => _network is null ? "it is not an address or a CIDR range" : null;

    public override IEnumerable<string> Boundaries
    {
        get
        {
            if (_network is null) return [];
            var (first, last) = ((byte[])_network.Clone(), (byte[])_network.Clone());
            for (var bit = _prefix; bit < first.Length * 8; bit++)
            {
                first[bit / 8] &= (byte)~(0x80 >> (bit % 8));
                last[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }
            return [.. new[] { first, last, Moved(first, -1), Moved(last, 1) }.Select(b => new IPAddress(b).ToString())];
        }
    }

    private static byte[] Moved(byte[] address, int by)
    {
        var moved = (byte[])address.Clone();
        var carry = by;
        for (var i = moved.Length - 1; i >= 0 && carry != 0; i--)
        {
            var sum = moved[i] + carry;
            moved[i] = (byte)sum;
            carry = sum < 0 ? -1 : sum > 255 ? 1 : 0;
        }
        return moved;
    }

    // IPAddress.Parse also takes "1", "0x7f.1" and zones, which IAM does not.
    private static byte[]? ParseAddress(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return text.AsSpan().IndexOfAny("%[]/") < 0
                && IPAddress.TryParse(text, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6
                ? v6.GetAddressBytes()
                : null;
        var parts = text.Split('.');
        if (parts.Length != 4) return null;
        var bytes = new byte[4];
        for (var i = 0; i < 4; i++)
        {
            if (!TryParseDecimal(parts[i], out var part) || part > 255) return null;
            bytes[i] = (byte)part;
        }
        return bytes;
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
