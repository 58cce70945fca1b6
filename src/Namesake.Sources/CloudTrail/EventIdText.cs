using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads the ids of events: GUIDs in lower case, of CloudTrail's own making, or any other text.</summary>
internal static class EventIdText
{
    private const int GuidLength = 36;

    /// <param name="text">A string without escapes.</param>
    /// <returns>Null where it is empty, or beyond measure.</returns>
    public static EventId? Parse(ReadOnlySpan<byte> text) =>
        TryParseGuid(text, out var guid) ? EventId.OfCanonical(guid)
        : text.IsEmpty || text.Length > JsonTokens.LongestText ? null
        : new EventId(Encoding.UTF8.GetString(text));

    /// <summary>Reads the canonical form alone: thirty-two digits at a time.</summary>
    [MethodImpl(JsonScan.Hot)]
    private static bool TryParseGuid(ReadOnlySpan<byte> text, out Guid guid)
    {
        guid = default;
        if (text.Length != GuidLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
        var text64 = Vector256.Create(Eight(text), Four(text[9..]) | Four(text[14..]) << 32, Four(text[19..]) | Four(text[24..]) << 32, Eight(text[28..])).AsByte();
        var digits = Vector256.LessThan(text64 - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var letters = Vector256.LessThan(text64 - Vector256.Create((byte)'a'), Vector256.Create((byte)6));
        if ((digits | letters) != Vector256<byte>.AllBitsSet) return false;
        // 'a' is 0x61: its low half and nine are ten.
        var halves = ((text64 & Vector256.Create((byte)0x0F)) + (letters & Vector256.Create((byte)9))).AsUInt16();
        // The first digit of a pair is the lower byte of two, and the upper half of one.
        var pairs = (halves << 4 | halves >> 8) & Vector256.Create((ushort)0x00FF);
        Span<byte> bytes = stackalloc byte[16];
        Vector128.Narrow(pairs.GetLower(), pairs.GetUpper()).CopyTo(bytes);
        guid = new Guid(bytes, bigEndian: true);
        return true;
    }

    private static ulong Eight(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text);

    private static ulong Four(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt32LittleEndian(text);
}
