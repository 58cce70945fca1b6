using System.IO.Hashing;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// One <see cref="UserIdentity"/> for each userIdentity text: events of one session carry the same bytes, so that each
/// is parsed, and later answered for, once. Workers that fill parts of one trail may share a store.
/// </summary>
internal sealed class IdentityStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, KnownIdentity> _known = [];

    // Not locked: at worst, one text becomes two strings.
    private readonly TextPool _texts = new();

    /// <param name="json">One complete JSON value.</param>
    public KnownIdentity Get(ReadOnlySpan<byte> json)
    {
        var hash = XxHash128.HashToUInt128(json);
        KnownIdentity? known;
        lock (_lock)
            if (!_known.TryGetValue(hash, out known))
                known = null;
        // The hash is not cryptographic and session names are the caller's choice: never trust it alone.
        if (known is not null) return json.SequenceEqual(known.Raw) ? known : Read(json);
        known = Read(json);
        lock (_lock) return _known.TryAdd(hash, known) || !json.SequenceEqual(_known[hash].Raw) ? known : _known[hash];
    }

    private KnownIdentity Read(ReadOnlySpan<byte> json) => new(json.ToArray(), UserIdentityReader.Read(json, _texts));
}
