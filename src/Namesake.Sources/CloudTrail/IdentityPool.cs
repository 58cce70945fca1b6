using System.IO.Hashing;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// One <see cref="UserIdentity"/> for each userIdentity text: events of one session carry the same bytes, so that each
/// is parsed, and later answered for, once.
/// </summary>
internal sealed class IdentityPool
{
    private readonly Dictionary<UInt128, (byte[] Raw, UserIdentity Identity)> _known = [];

    public UserIdentity Get(ReadOnlySpan<byte> json)
    {
        var hash = XxHash128.HashToUInt128(json);
        if (_known.TryGetValue(hash, out var known))
            // The hash is not cryptographic and session names are the caller's choice: never trust it alone.
            return known.Raw.AsSpan().SequenceEqual(json) ? known.Identity : UserIdentityReader.Read(json);
        var identity = UserIdentityReader.Read(json);
        _known[hash] = (json.ToArray(), identity);
        return identity;
    }
}
