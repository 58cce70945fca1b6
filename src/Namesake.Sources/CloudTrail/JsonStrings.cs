using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Namesake.Sources.CloudTrail;

/// <summary>Finds the ends of JSON strings, and checks what is in them, thirty-two bytes at a time. See <see cref="JsonScan"/>.</summary>
internal static class JsonStrings
{
    /// <summary>What a string's bytes are searched for: its end, an escape, and what must not be in it.</summary>
    private static readonly SearchValues<byte> Stops = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(b => (byte)b)]);

    /// <param name="text">JSON.</param>
    /// <param name="at">Behind a string's opening quote.</param>
    /// <returns>Behind its closing quote.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int End(ReadOnlySpan<byte> text, int at)
    {
        at = NextStop(text, at);
        return (uint)at < (uint)text.Length && text[at] == '"' ? at + 1 : FromEscape(text, at);
    }

    /// <returns>As <see cref="End"/>; -1 also where the string has an escape.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlainEnd(ReadOnlySpan<byte> text, int at)
    {
        at = NextStop(text, at);
        return (uint)at < (uint)text.Length && text[at] == '"' ? at + 1 : -1;
    }

    /// <summary>Goes on in a string at a backslash, or at what must not be in it.</summary>
    private static int FromEscape(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length)
        {
            if (text[at] == '"') return at + 1;
            if (text[at] != '\\') return -1;
            at = Escape(text, at);
            if (at < 0) return -1;
            at = NextStop(text, at);
        }
        return -1;
    }

    /// <param name="text">JSON.</param>
    /// <param name="at">At a backslash in a string.</param>
    /// <returns>Behind its escape.</returns>
    private static int Escape(ReadOnlySpan<byte> text, int at)
    {
        if (at + 1 >= text.Length) return -1;
        if (text[at + 1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t') return at + 2;
        if (text[at + 1] != 'u' || at + 6 > text.Length) return -1;
        for (var digit = at + 2; digit < at + 6; digit++)
            if (!char.IsAsciiHexDigit((char)text[digit]))
                return -1;
        return at + 6;
    }

    /// <summary>The next quote, backslash or control character, or the text's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextStop(ReadOnlySpan<byte> text, int at)
    {
        if (!Vector256.IsHardwareAccelerated || text.Length - at < Vector256<byte>.Count) return LastStop(text, at);
        var found = StopsOf(Vector256.Create(text[at..]));
        return found != 0 ? at + BitOperations.TrailingZeroCount(found) : FurtherStop(text, at + Vector256<byte>.Count);
    }

    [MethodImpl(JsonScan.Hot)]
    private static int FurtherStop(ReadOnlySpan<byte> text, int at)
    {
        for (; text.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
            if (StopsOf(Vector256.Create(text[at..])) is not 0 and var found)
                return at + BitOperations.TrailingZeroCount(found);
        return LastStop(text, at);
    }

    /// <summary>A bit for each byte that is a quote, a backslash or a control character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StopsOf(Vector256<byte> block) =>
        (Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'))
            | Vector256.Equals(block, Vector256.Min(block, Vector256.Create((byte)(' ' - 1))))).ExtractMostSignificantBits();

    private static int LastStop(ReadOnlySpan<byte> text, int at)
    {
        var further = text[at..].IndexOfAny(Stops);
        return further < 0 ? text.Length : at + further;
    }
}
