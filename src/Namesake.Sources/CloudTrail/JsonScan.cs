using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Passes over JSON in memory without making tokens of it, and checks all of it: what is passed over here, a
/// Utf8JsonReader passes over too (a law of the tests). Positions go in and come out; -1 stands for what is broken, cut,
/// or nested too deep to be looked at here.
/// </summary>
internal static class JsonScan
{
    /// <summary>How deep values may be nested: a bit each. No recursion, so no stack to run out of.</summary>
    public const int MaxDepth = 64;

    // Compiled for this processor at once: the vectors keep these methods from being compiled ahead of time, and their
    // first, unoptimized compilation would serve a good part of a short run.
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary>What a string's bytes are searched for: its end, an escape, and what must not be in it.</summary>
    private static readonly SearchValues<byte> Stops = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(b => (byte)b)]);

    /// <summary>The next byte that is no white space, or the text's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Blank(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length && text[at] > ' ' ? at : BlankRun(text, at);

    /// <param name="text">JSON.</param>
    /// <param name="at">Behind a string's opening quote.</param>
    /// <returns>Behind its closing quote.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int String(ReadOnlySpan<byte> text, int at)
    {
        at = NextStop(text, at);
        return (uint)at < (uint)text.Length && text[at] == '"' ? at + 1 : FromEscape(text, at);
    }

    /// <returns>As <see cref="String"/>; -1 also where the string has an escape.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlainString(ReadOnlySpan<byte> text, int at)
    {
        at = NextStop(text, at);
        return (uint)at < (uint)text.Length && text[at] == '"' ? at + 1 : -1;
    }

    /// <param name="text">JSON.</param>
    /// <param name="at">At a value's first byte.</param>
    /// <returns>Behind its last.</returns>
    [MethodImpl(Hot)]
    public static int Value(ReadOnlySpan<byte> text, int at)
    {
        // The containers that are open, the innermost lowest: 1 for an object.
        var objects = 0UL;
        var depth = 0;
        while (true)
        {
            if ((uint)at >= (uint)text.Length) return -1;
            var first = text[at];
            if (first == '"') at = String(text, at + 1);
            else if (first is (byte)'{' or (byte)'[')
            {
                if (depth++ == MaxDepth) return -1;
                objects = objects << 1 | (first == '{' ? 1UL : 0);
                at = Blank(text, at + 1);
                if ((uint)at >= (uint)text.Length) return -1;
                // Not empty: its first value is next. The bracket of an empty one is met below.
                if (text[at] != first + 2)
                {
                    if (first == '{') at = Name(text, at);
                    if (at < 0) return -1;
                    continue;
                }
            }
            else at = Scalar(text, at);
            if (at < 0) return -1;
            at = Close(text, at, ref objects, ref depth);
            if (at < 0 || depth == 0) return at;
        }
    }

    /// <summary>Passes over what may follow a value: closing brackets, then, unless all are closed, a comma, and in an object the next name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Close(ReadOnlySpan<byte> text, int at, ref ulong objects, ref int depth)
    {
        while (depth > 0)
        {
            at = Blank(text, at);
            if ((uint)at >= (uint)text.Length) return -1;
            var inObject = (objects & 1) != 0;
            if (text[at] == ',')
            {
                at = Blank(text, at + 1);
                return inObject ? Name(text, at) : at;
            }
            if (text[at] != (inObject ? '}' : ']')) return -1;
            at++;
            depth--;
            objects >>= 1;
        }
        return at;
    }

    /// <param name="text">JSON.</param>
    /// <param name="at">Where a property's name must begin.</param>
    /// <returns>At its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Name(ReadOnlySpan<byte> text, int at)
    {
        if ((uint)at >= (uint)text.Length || text[at] != '"') return -1;
        at = String(text, at + 1);
        return at < 0 ? -1 : Colon(text, at);
    }

    /// <param name="text">JSON.</param>
    /// <param name="at">Behind a property's name.</param>
    /// <returns>At its value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Colon(ReadOnlySpan<byte> text, int at)
    {
        at = Blank(text, at);
        return (uint)at < (uint)text.Length && text[at] == ':' ? Blank(text, at + 1) : -1;
    }

    private static int Scalar(ReadOnlySpan<byte> text, int at) => text[at] switch
    {
        (byte)'t' => Literal(text, at, "true"u8),
        (byte)'f' => Literal(text, at, "false"u8),
        (byte)'n' => Literal(text, at, "null"u8),
        _ => Number(text, at),
    };

    private static int Literal(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> literal) => text[at..].StartsWith(literal) ? at + literal.Length : -1;

    // What stands behind a number need not be looked at: a further digit or letter is neither a comma nor a bracket.
    private static int Number(ReadOnlySpan<byte> text, int at)
    {
        if (Is(text, at, '-')) at++;
        at = Is(text, at, '0') ? at + 1 : Digits(text, at);
        if (Is(text, at, '.')) at = Digits(text, at + 1);
        if (at < 0 || !Is(text, at, 'e') && !Is(text, at, 'E')) return at;
        at++;
        return Digits(text, Is(text, at, '+') || Is(text, at, '-') ? at + 1 : at);
    }

    private static int Digits(ReadOnlySpan<byte> text, int at)
    {
        var from = at;
        while ((uint)at < (uint)text.Length && char.IsAsciiDigit((char)text[at])) at++;
        return at == from ? -1 : at;
    }

    private static bool Is(ReadOnlySpan<byte> text, int at, char what) => (uint)at < (uint)text.Length && text[at] == what;

    private static int BlankRun(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
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

    [MethodImpl(Hot)]
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
