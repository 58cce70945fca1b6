using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Namesake.Sources.CloudTrail;

/// <summary>One string for each text that comes again and again: event names, services, Regions, accounts, addresses.</summary>
internal sealed class TextPool(int slotBits = 13)
{
    private readonly string?[] _texts = new string?[1 << slotBits];

    [MethodImpl(JsonScan.Hot)]
    public string Get(ReadOnlySpan<byte> utf8)
    {
        // A slot is simply overwritten on a clash: the pool saves memory, it promises no identity.
        ref var slot = ref _texts[SlotOf(utf8)];
        if (slot is null || !Ascii.Equals(utf8, slot)) slot = Encoding.UTF8.GetString(utf8);
        return slot;
    }

    // Both ends and the length tell apart what logs are full of; whoever makes texts to clash makes more strings, no more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var (first, last) = utf8.Length >= 8 ? (BinaryPrimitives.ReadUInt64LittleEndian(utf8), BinaryPrimitives.ReadUInt64LittleEndian(utf8[^8..])) : (Packed(utf8), 0UL);
        var mixed = (first ^ (ulong)utf8.Length) * 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ mixed >> 32 ^ last) * 0xC2B2AE3D27D4EB4FUL;
        return (int)(mixed >> 64 - slotBits);
    }

    private static ulong Packed(ReadOnlySpan<byte> few)
    {
        var packed = 0UL;
        foreach (var b in few) packed = packed << 8 | b;
        return packed;
    }
}
