using System.Net;
using System.Net.Sockets;

namespace Namesake.Audit.Replay;

/// <summary>Tells addresses of the internet from those of networks of one's own, and from names of services.</summary>
internal static class PublicAddress
{
    /// <returns>
    /// The address, where it is the <c>aws:SourceIp</c> of the request; null for one of a private network, since a call through a
    /// VPC endpoint has no such key, and for what is no address.
    /// </returns>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip</remarks>
    public static string? Of(string? text) => IPAddress.TryParse(text, out var address) && !IsPrivate(address) ? text : null;

    private static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal || IPAddress.IsLoopback(address);
        var bytes = address.GetAddressBytes();
        // RFC 1918, RFC 6598 and loopback.
        return (bytes[0], bytes[1]) switch
        {
            (10 or 127, _) => true,
            (172, >= 16 and <= 31) => true,
            (192, 168) or (169, 254) => true,
            (100, >= 64 and <= 127) => true,
            _ => false,
        };
    }
}
