using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;

namespace Namesake.Prover.Languages;

/// <summary>One demand on a text: that one of some patterns matches it, or that none does.</summary>
/// <param name="Patterns">The patterns. Variables that they still hold count as any text.</param>
/// <param name="Wanted">Whether one must match, or none may.</param>
internal sealed record Filter(ImmutableArray<TextTemplate> Patterns, bool Wanted)
{
    private GlobAutomaton? _automaton;
    private int? _begin;

    public GlobAutomaton Automaton => _automaton ??= GlobAutomaton.Of(Patterns.AsSpan());

    /// <summary>Finds where the automaton begins, where the text is the end of a longer one; null where it is all of it.</summary>
    public Func<GlobAutomaton, int>? Lead { get; private init; }

    public int Begin => _begin ??= Lead is null ? Automaton.Start : Lead(Automaton);

    public static Filter After(ImmutableArray<TextTemplate> patterns, bool wanted, Func<GlobAutomaton, int> lead) => new(patterns, wanted) { Lead = lead };

    /// <summary>The filter with other patterns, begun alike.</summary>
    public Filter Of(ImmutableArray<TextTemplate> patterns) => new(patterns, Wanted) { Lead = Lead };

    public static Filter Exactly(string text, bool ignoreCase, bool wanted) =>
        new([new TextTemplate([new LiteralPart(text)], ignoreCase)], wanted);

    public bool Holds(int state) => Automaton.Accepts(state) == Wanted;

    /// <summary>Nothing that follows can make it hold.</summary>
    public bool IsLost(int state) => Wanted && state == GlobAutomaton.Dead;
}

/// <summary>A set of texts: those of a length, over some letters, that pass every filter.</summary>
/// <param name="Filters">What each must pass.</param>
/// <param name="Shortest">The least number of characters.</param>
/// <param name="Longest">The greatest number of characters.</param>
/// <param name="Letters">The characters allowed, the likeliest first.</param>
/// <param name="AnyLetter">Whether other characters may stand in it too.</param>
internal sealed record Language(ImmutableArray<Filter> Filters, int Shortest, int Longest, string Letters, bool AnyLetter = false)
{
    /// <summary>The letters of names, those first that read well.</summary>
    public const string NameLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_.@=+,ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>A character that no pattern spells, for where all others are spelled.</summary>
    private const char Elsewhere = '\uE000';

    /// <summary>A search steps so many filters at most: some milliseconds.</summary>
    private const int MostSteps = 200_000;

    public static Language OfNames(int shortest) => new([], shortest, StsAdmission.MaxNameLength, NameLetters);

    public bool IsFree => Filters.IsEmpty;

    public Language With(Filter filter) => this with { Filters = Filters.Add(filter) };

    /// <summary>The language when variables have these values.</summary>
    public Language Knowing(ImmutableDictionary<string, string> values) => Filters.All(f => f.Patterns.All(p => !p.HasVariables)) ? this : this with
    {
        Filters = [.. Filters.Select(f => f.Of([.. f.Patterns.Select(p => p.HasVariables ? Filled(p, values) : p)]))],
    };

    private static TextTemplate Filled(TextTemplate pattern, ImmutableDictionary<string, string> values) =>
        pattern with { Parts = [.. pattern.Parts.Select(p => p is VariablePart { Key: var key } && values.TryGetValue(key, out var value) ? new LiteralPart(value) : p)] };

    public bool Accepts(string text) =>
        text.Length >= Shortest && text.Length <= Longest
        && (AnyLetter || text.AsSpan().IndexOfAnyExcept(Letters) < 0)
        && Filters.All(f => f.Holds(f.Automaton.Run(f.Begin, text)));

    /// <summary>
    /// The letters that make a difference: those that a filter spells, and a few that none does, which stand for all
    /// others.
    /// </summary>
    public static string Representatives(string letters, IEnumerable<char> spelled, int others)
    {
        var told = spelled.ToHashSet();
        return string.Concat(letters.Where(l => !told.Contains(l)).Take(others).Concat(letters.Where(told.Contains)));
    }

    /// <summary>Whether the set has no text, one text (up to case, if that does not count), or more.</summary>
    public (Extent Extent, string? Only) Measure(bool ignoreCase, Effort effort)
    {
        if (IsFree) return (Extent.Many, null);
        var (first, gaveUp) = Shortcut(effort);
        if (first is null) return (gaveUp ? Extent.Many : Extent.Empty, null);
        var (second, gaveUpAgain) = With(Filter.Exactly(first, ignoreCase, wanted: false)).Shortcut(effort);
        return second is not null || gaveUpAgain ? (Extent.Many, null) : (Extent.Single, first);
    }

    /// <summary>Some texts of the set, which differ by more than case if that does not count: lifelike ones first, then short ones.</summary>
    public IEnumerable<string> Words(int count, bool ignoreCase, params IEnumerable<string> lifelike)
    {
        var given = new HashSet<string>(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var word in lifelike.Concat(Spelled()))
        {
            if (given.Count == count) yield break;
            if (Accepts(word) && given.Add(word)) yield return word;
        }
        var others = this with { Filters = [.. Filters, .. given.Select(w => Filter.Exactly(w, ignoreCase, wanted: false))] };
        for (var left = count - given.Count; left > 0 && others.Shortcut(null).Word is { } word; left--)
        {
            others = others.With(Filter.Exactly(word, ignoreCase, wanted: false));
            yield return word;
        }
    }

    /// <summary>What the patterns that are wanted spell, with something short for what they leave open.</summary>
    private IEnumerable<string> Spelled()
    {
        foreach (var filter in Filters)
            if (filter.Wanted)
                foreach (var pattern in filter.Patterns.Take(MostSpelled))
                    foreach (var run in (string[])["", "a", "b", "c"])
                    {
                        yield return string.Concat(pattern.Parts.Select(p => p switch { LiteralPart literal => literal.Text, AnyOnePart => "x", _ => run }));
                        if (pattern.Parts is [LiteralPart]) break;
                    }
    }

    private const int MostSpelled = 4;

    /// <summary>The shortest text of the set; none where there is none, or where the search was given up.</summary>
    private (string? Word, bool GaveUp) Shortcut(Effort? effort)
    {
        var spelled = Filters.SelectMany(f => f.Automaton.Letters).ToHashSet();
        var letters = Representatives(Letters, spelled, others: 2);
        if (AnyLetter) letters += string.Concat(spelled.Where(l => !Letters.Contains(l, StringComparison.Ordinal))) + Elsewhere;
        var weight = Filters.Sum(f => f.Automaton.Weight);
        var mostStates = 4 * MostSteps / (letters.Length * (4 + weight));
        var begin = new int[Filters.Length + 1];
        for (var i = 0; i < Filters.Length; i++) begin[i] = Filters[i].Begin;
        var seen = new HashSet<int[]>(StateComparer.Instance) { begin };
        var layer = new List<Found> { new(begin, null, default) };
        for (var length = 0; layer.Count > 0 && length <= Longest; length++)
        {
            var next = new List<Found>();
            foreach (var found in layer)
            {
                if (length >= Shortest && Holds(found.State)) return (found.Word(length), false);
                foreach (var letter in letters)
                    if (Step(found.State, letter) is { } after && seen.Add(after))
                        next.Add(new Found(after, found, letter));
                effort?.Spend(letters.Length * (4 + weight) / 4);
                if (seen.Count > mostStates || effort is { IsSpent: true }) return (null, true);
            }
            layer = next;
        }
        return (null, false);
    }

    private sealed record Found(int[] State, Found? Before, char Letter)
    {
        public string Word(int length) => string.Create(length, this, static (word, found) =>
        {
            for (var (at, left) = (found, word.Length); left > 0; at = at.Before!) word[--left] = at.Letter;
        });
    }

    private bool Holds(int[] state)
    {
        for (var i = 0; i < Filters.Length; i++)
            if (!Filters[i].Holds(state[i]))
                return false;
        return true;
    }

    private int[]? Step(int[] state, char letter)
    {
        var next = state;
        for (var i = 0; i < Filters.Length; i++)
        {
            var to = Filters[i].Automaton.Step(state[i], letter);
            if (Filters[i].IsLost(to)) return null;
            if (ReferenceEquals(next, state)) next = (int[])state.Clone();
            next[i] = to;
        }
        if (ReferenceEquals(next, state)) next = (int[])state.Clone();
        // Texts too short to count are told from those long enough.
        next[^1] = Math.Min(state[^1] + 1, Shortest);
        return next;
    }
}

/// <summary>How many texts a language has, as far as it matters.</summary>
internal enum Extent
{
    Empty,
    Single,
    Many,
}

/// <summary>Compares states of a search by their numbers.</summary>
internal sealed class StateComparer : IEqualityComparer<int[]>
{
    public static readonly StateComparer Instance = new();

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = 17;
        foreach (var number in obj) hash = unchecked((hash * 31) + number);
        return hash;
    }
}
