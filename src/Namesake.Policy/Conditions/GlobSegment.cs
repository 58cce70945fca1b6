namespace Namesake.Policy.Conditions;

/// <summary>A stretch of a pattern without <c>*</c>: text with holes, each of which takes any one character.</summary>
internal sealed class GlobSegment(string text, int[] holes, bool ignoreCase)
{
    private (ulong[] Holes, Dictionary<char, ulong[]> ByLetter)? _masks;

    public int Length => text.Length;

    public bool MatchesAt(ReadOnlySpan<char> subject)
    {
        if (subject.Length < text.Length) return false;
        var from = 0;
        foreach (var hole in holes)
        {
            if (!Same(subject[from..hole], text.AsSpan(from, hole - from))) return false;
            from = hole + 1;
        }
        return Same(subject[from..text.Length], text.AsSpan(from));
    }

    public int IndexIn(ReadOnlySpan<char> subject)
    {
        if (holes.Length == 0)
            return subject.IndexOf(text, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
        return ShiftAnd(subject);
    }

    /// <summary>
    /// Looks for text with holes by the Shift-And automaton, 64 positions a word: a hostile pattern of many <c>?</c>
    /// costs its length over 64 for each character, never more.
    /// </summary>
    private int ShiftAnd(ReadOnlySpan<char> subject)
    {
        var words = (text.Length + 63) / 64;
        var (holesOnly, masks) = _masks ??= Masks(words);
        var state = new ulong[words];
        for (var i = 0; i < subject.Length; i++)
        {
            var mask = masks.GetValueOrDefault(Fold(subject[i]), holesOnly);
            var carry = 1UL;
            for (var w = 0; w < words; w++)
            {
                var next = state[w] >> 63;
                state[w] = ((state[w] << 1) | carry) & mask[w];
                carry = next;
            }
            if ((state[(text.Length - 1) / 64] >> ((text.Length - 1) % 64) & 1) != 0) return i - text.Length + 1;
        }
        return -1;
    }

    private (ulong[] Holes, Dictionary<char, ulong[]> ByLetter) Masks(int words)
    {
        var holesOnly = new ulong[words];
        foreach (var hole in holes) holesOnly[hole / 64] |= 1UL << (hole % 64);
        var masks = new Dictionary<char, ulong[]>();
        for (var i = 0; i < text.Length; i++)
        {
            if ((holesOnly[i / 64] >> (i % 64) & 1) != 0) continue;
            var letter = Fold(text[i]);
            if (!masks.TryGetValue(letter, out var mask)) masks[letter] = mask = (ulong[])holesOnly.Clone();
            mask[i / 64] |= 1UL << (i % 64);
        }
        return (holesOnly, masks);
    }

    private char Fold(char letter) => ignoreCase ? char.ToUpperInvariant(letter) : letter;

    private bool Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        ignoreCase ? a.Equals(b, StringComparison.OrdinalIgnoreCase) : a.SequenceEqual(b);
}
