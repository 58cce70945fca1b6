using System.IO.Hashing;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// One <see cref="UserIdentity"/> for each userIdentity text: events of one session carry the same bytes, so that each
/// is parsed, and later answered for, once.
/// </summary>
internal sealed class IdentityPool
{
    private const int Slots = 1 << 15;

    /// <summary>So many first bytes tell most identities apart: the principal and the key are among them.</summary>
    private const int LongBeginning = 256;

    /// <summary>The same for users and services, whose identities are shorter.</summary>
    private const int ShortBeginning = 96;

    private readonly TextPool _texts = new();
    private readonly Dictionary<UInt128, KnownIdentity> _known = [];
    private readonly KnownIdentity?[] _long = new KnownIdentity?[Slots];
    private readonly KnownIdentity?[] _short = new KnownIdentity?[Slots];

    /// <summary>That of events without any.</summary>
    public KnownIdentity None { get; } = new([], UserIdentity.None);

    /// <param name="json">One complete JSON value.</param>
    public KnownIdentity Get(ReadOnlySpan<byte> json)
    {
        var hash = XxHash128.HashToUInt128(json);
        if (_known.TryGetValue(hash, out var known))
            // The hash is not cryptographic and session names are the caller's choice: never trust it alone.
            return known.Is(json) ? known : Read(json);
        known = Read(json);
        _known[hash] = known;
        return known;
    }

    /// <summary>Gets an identity, to be recalled by its beginning from now on.</summary>
    /// <param name="json">One complete JSON value, nested no deeper than <see cref="JsonScan.MaxDepth"/>.</param>
    public KnownIdentity Learn(ReadOnlySpan<byte> json)
    {
        var known = Get(json);
        // INVARIANT: only objects are recalled. No object is the beginning of another, or of anything else that is JSON.
        if (json is not [(byte)'{', ..]) return known;
        if (json.Length >= LongBeginning) Slot(_long, json[..LongBeginning]) = known;
        else if (json.Length >= ShortBeginning) Slot(_short, json[..ShortBeginning]) = known;
        return known;
    }

    /// <summary>The identity that a text begins with, if it was learnt.</summary>
    public KnownIdentity? Recall(ReadOnlySpan<byte> text)
    {
        if (text.Length >= LongBeginning && Slot(_long, text[..LongBeginning]) is { } known && known.Begins(text)) return known;
        return text.Length >= ShortBeginning && Slot(_short, text[..ShortBeginning]) is { } shorter && shorter.Begins(text) ? shorter : null;
    }

    private KnownIdentity Read(ReadOnlySpan<byte> json) => new(json.ToArray(), UserIdentityReader.Read(json, _texts));

    private static ref KnownIdentity? Slot(KnownIdentity?[] slots, ReadOnlySpan<byte> beginning) =>
        ref slots[XxHash3.HashToUInt64(beginning) & (Slots - 1)];
}
