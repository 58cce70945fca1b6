using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// One <see cref="UserIdentity"/> for each userIdentity text: events of one session carry the same bytes, so that each
/// is parsed, and later answered for, once. Workers that fill parts of one trail may share a store.
/// </summary>
internal sealed class IdentityStore
{
    /// <summary>What has more bytes is no identity of AWS's, and not kept.</summary>
    public const int Largest = 64 << 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], KnownIdentity> _known = new(SameBytes.Instance);
    private readonly Dictionary<byte[], KnownIdentity>.AlternateLookup<ReadOnlySpan<byte>> _knownBySpan;

    // Not locked: at worst, one text becomes two strings.
    private readonly TextPool _texts = new(slotBits: 15);

    public IdentityStore() => _knownBySpan = _known.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <param name="json">One complete JSON value.</param>
    public KnownIdentity Get(ReadOnlySpan<byte> json)
    {
        if (json.Length > Largest) return new KnownIdentity([], UserIdentityReader.Read(json, _texts));
        lock (_lock)
            if (_knownBySpan.TryGetValue(json, out var known))
                return known;
        var read = new KnownIdentity(json.ToArray(), UserIdentityReader.Read(json, _texts));
        lock (_lock) return _known.TryAdd(read.Raw, read) ? read : _known[read.Raw];
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly SameBytes Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] bytes) => GetHashCode(bytes.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        // Seeded anew by each process: session names are the caller's choice, and cannot be chosen so that they clash.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
