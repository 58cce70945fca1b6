using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>The identities that a worker has met, told by their first bytes; those of all workers are in the store.</summary>
internal sealed class IdentityPool(IdentityStore store)
{
    private const int Slots = 1 << 16;

    /// <summary>So many first bytes tell most identities apart: the principal and the key are among them.</summary>
    private const int LongBeginning = 256;

    /// <summary>The same for users and services, whose identities are shorter.</summary>
    private const int ShortBeginning = 96;

    private readonly Slot[] _slots = new Slot[Slots];

    // The bytes beside the identity, not behind it: both are fetched into the processor's cache at the same time.
    [StructLayout(LayoutKind.Auto)]
    private record struct Slot(byte[]? Raw, KnownIdentity? Known);

    /// <summary>That of events without any.</summary>
    public KnownIdentity None { get; } = new([], UserIdentity.None);

    /// <param name="json">One complete JSON value.</param>
    public KnownIdentity Get(ReadOnlySpan<byte> json) => store.Get(json);

    /// <summary>Gets an identity, to be recalled by its beginning from now on.</summary>
    /// <param name="json">One complete JSON value, nested no deeper than <see cref="JsonScan.MaxDepth"/>.</param>
    public KnownIdentity Learn(ReadOnlySpan<byte> json)
    {
        var known = store.Get(json);
        // INVARIANT: only objects are recalled. No object is the beginning of another, or of anything else that is JSON.
        if (json.Length is < ShortBeginning or > IdentityStore.Largest || json[0] != '{') return known;
        var (first, second) = SlotsOf(json[..(json.Length >= LongBeginning ? LongBeginning : ShortBeginning)]);
        _slots[second] = _slots[first];
        _slots[first] = new Slot(known.Raw, known);
        return known;
    }

    /// <summary>The identity that a text begins with, if it was learnt.</summary>
    [MethodImpl(JsonScan.Hot)]
    public KnownIdentity? Recall(ReadOnlySpan<byte> text) =>
        // Only a guess at which comes first: each look at a table of this size is a fetch from memory.
        text.StartsWith("{\"type\":\"AssumedRole\""u8)
            ? Recall(text, LongBeginning) ?? Recall(text, ShortBeginning)
            : Recall(text, ShortBeginning) ?? Recall(text, LongBeginning);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private KnownIdentity? Recall(ReadOnlySpan<byte> text, int beginning)
    {
        if (text.Length < beginning) return null;
        var (first, second) = SlotsOf(text[..beginning]);
        return Recall(text, in _slots[first]) ?? Recall(text, in _slots[second]);
    }

    private static KnownIdentity? Recall(ReadOnlySpan<byte> text, in Slot slot) => slot.Raw is { } raw && text.StartsWith(raw) ? slot.Known : null;

    // Two places for each: a session's calls, and those that a service makes for it, differ only in their ends.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint First, uint Second) SlotsOf(ReadOnlySpan<byte> beginning)
    {
        var first = HashOf(beginning) % Slots;
        return (first, first ^ 1);
    }

    // A sum of products: quick, and no more than quick. Who makes identities to clash makes himself be read slowly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HashOf(ReadOnlySpan<byte> beginning)
    {
        var sum = Vector256<uint>.Zero;
        var factor = Vector256.Create(0x9E3779B1U, 0x85EBCA77U, 0xC2B2AE3DU, 0x27D4EB2FU, 0x165667B1U, 0xD3A2646DU, 0xFD7046C5U, 0xB55A4F09U);
        foreach (var block in MemoryMarshal.Cast<byte, Vector256<uint>>(beginning))
        {
            sum += (block ^ Vector256.ShiftRightLogical(block, 15)) * factor;
            factor += Vector256.Create(0x3C6EF372U);
        }
        var mixed = Vector256.Sum(sum) * 0x9E3779B1U;
        return mixed ^ mixed >> 16;
    }
}
