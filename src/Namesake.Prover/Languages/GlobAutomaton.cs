using System.Collections.Immutable;
using Namesake.Policy.Conditions;

namespace Namesake.Prover.Languages;

/// <summary>
/// A union of patterns as a deterministic automaton. Its states are sets of places in the patterns, held as bits and
/// numbered as they are met (the Shift-And method); a variable that is left in a pattern counts as any text.
/// </summary>
internal sealed class GlobAutomaton
{
    /// <summary>The state that nothing leads out of.</summary>
    public const int Dead = 0;

    private const int Unspelled = -1;

    private readonly int _words;
    private readonly ulong[] _loops;
    private readonly ulong[] _accepting;
    private readonly ulong[] _anyLetter;
    private readonly Dictionary<char, ulong[]> _letters = [];
    private readonly List<ulong[]> _sets = [];
    private readonly Dictionary<ulong[], int> _numbers = new(BitsComparer.Instance);
    private readonly Dictionary<(int State, int Letter), int> _steps = [];

    private GlobAutomaton(int places)
    {
        _words = (places + 63) / 64;
        _loops = new ulong[_words];
        _accepting = new ulong[_words];
        _anyLetter = new ulong[_words];
        Number(new ulong[_words]);
    }

    /// <summary>What a step costs that was not taken before, in words of 64 places.</summary>
    public int Weight => _words;

    public int Start { get; private set; }

    /// <summary>The letters that the patterns spell, in both cases where case does not matter.</summary>
    public IEnumerable<char> Letters => _letters.Keys;

    public static GlobAutomaton Of(params ReadOnlySpan<TextTemplate> patterns)
    {
        var places = 0;
        foreach (var pattern in patterns) places += PlacesOf(pattern);
        var automaton = new GlobAutomaton(Math.Max(places, 1));
        var start = new ulong[automaton._words];
        var at = 0;
        foreach (var pattern in patterns) at = automaton.Add(pattern, at, start);
        automaton.Start = automaton.Number(start);
        return automaton;
    }

    public int Step(int state, char letter)
    {
        if (state == Dead) return Dead;
        // All letters that no pattern spells lead the same way.
        var spelled = _letters.TryGetValue(letter, out var mask);
        var key = spelled ? letter : Unspelled;
        if (_steps.TryGetValue((state, key), out var next)) return next;
        return _steps[(state, key)] = Number(After(_sets[state], spelled ? mask! : _anyLetter));
    }

    public int Run(int state, ReadOnlySpan<char> text)
    {
        foreach (var letter in text) state = Step(state, letter);
        return state;
    }

    public bool Accepts(int state) => Overlaps(_sets[state], _accepting);

    public bool Accepts(ReadOnlySpan<char> text) => Accepts(Run(Start, text));

    /// <summary>The state of being anywhere that some text leads to.</summary>
    public int AfterAnything(int state)
    {
        var reached = (ulong[])_sets[state].Clone();
        // Places follow one another, so that all from the first set bit of a pattern on are reached.
        for (var more = true; more;)
        {
            var next = After(reached, AllLetters());
            more = false;
            for (var w = 0; w < _words; w++)
            {
                if ((next[w] & ~reached[w]) == 0) continue;
                reached[w] |= next[w];
                more = true;
            }
        }
        return Number(reached);
    }

    /// <summary>Whether all places of the second state are also in the first: then what the second accepts, the first does.</summary>
    public bool Includes(int state, int other)
    {
        for (var w = 0; w < _words; w++)
            if ((_sets[other][w] & ~_sets[state][w]) != 0)
                return false;
        return true;
    }

    /// <summary>The state of being in one of two.</summary>
    public int Either(int first, int second)
    {
        var union = (ulong[])_sets[first].Clone();
        for (var w = 0; w < _words; w++) union[w] |= _sets[second][w];
        return Number(union);
    }

    private static int PlacesOf(TextTemplate pattern) =>
        1 + pattern.Parts.Sum(p => p switch { LiteralPart literal => literal.Text.Length, AnyOnePart => 1, _ => 0 });

    private int Add(TextTemplate pattern, int at, ulong[] start)
    {
        Set(start, at);
        foreach (var part in pattern.Parts)
            switch (part)
            {
                case LiteralPart literal:
                    foreach (var letter in literal.Text) AddLetter(letter, ++at, pattern.IgnoreCase);
                    break;
                case AnyOnePart:
                    at++;
                    Set(_anyLetter, at);
                    foreach (var mask in _letters.Values) Set(mask, at);
                    break;
                default:
                    Set(_loops, at);
                    break;
            }
        Set(_accepting, at);
        return at + 1;
    }

    private void AddLetter(char letter, int place, bool ignoreCase)
    {
        Set(MaskOf(letter), place);
        if (!ignoreCase) return;
        Set(MaskOf(char.ToUpperInvariant(letter)), place);
        // The Kelvin sign has a small k, but is not one.
        var small = char.ToLowerInvariant(letter);
        if (char.ToUpperInvariant(small) == char.ToUpperInvariant(letter)) Set(MaskOf(small), place);
    }

    private ulong[] MaskOf(char letter)
    {
        if (!_letters.TryGetValue(letter, out var mask)) _letters[letter] = mask = (ulong[])_anyLetter.Clone();
        return mask;
    }

    private ulong[] After(ulong[] set, ulong[] mask)
    {
        var next = new ulong[_words];
        var carry = 0UL;
        for (var w = 0; w < _words; w++)
        {
            next[w] = (((set[w] << 1) | carry) & mask[w]) | (set[w] & _loops[w]);
            carry = set[w] >> 63;
        }
        return next;
    }

    // Whatever is spelled at a place, some letter passes it; the first place of a pattern is entered by none.
    private ulong[] AllLetters()
    {
        var all = (ulong[])_anyLetter.Clone();
        foreach (var mask in _letters.Values)
            for (var w = 0; w < _words; w++)
                all[w] |= mask[w];
        return all;
    }

    private int Number(ulong[] set)
    {
        if (_numbers.TryGetValue(set, out var number)) return number;
        _sets.Add(set);
        return _numbers[set] = _sets.Count - 1;
    }

    private static void Set(ulong[] bits, int place) => bits[place / 64] |= 1UL << (place % 64);

    private static bool Overlaps(ulong[] a, ulong[] b)
    {
        for (var w = 0; w < a.Length; w++)
            if ((a[w] & b[w]) != 0)
                return true;
        return false;
    }

    private sealed class BitsComparer : IEqualityComparer<ulong[]>
    {
        public static readonly BitsComparer Instance = new();

        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] obj)
        {
            var hash = 17UL;
            foreach (var word in obj) hash = (hash * 1_000_003) ^ word;
            return hash.GetHashCode();
        }
    }
}
