using System.Runtime.CompilerServices;

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

    /// <summary>
    /// For what each event needs: compiled for this processor at once. Vectors keep a method from being compiled ahead of
    /// time, and its first, unoptimized compilation would serve a good part of a short run.
    /// </summary>
    public const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    /// <summary>The next byte that is no white space, or the text's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Blank(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length && text[at] > ' ' ? at : BlankRun(text, at);

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
            if (first == '"') at = JsonStrings.End(text, at + 1);
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
        at = JsonStrings.End(text, at + 1);
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
}
