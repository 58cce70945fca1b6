using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Pairs;

/// <summary>How the two regions lie to each other so far.</summary>
internal enum Relation
{
    /// <summary>Neither has begun.</summary>
    Open,

    /// <summary>Both began with the same letter and go on: so far they are one text.</summary>
    Together,

    /// <summary>They began or ended apart, or need not be compared.</summary>
    Apart,
}

/// <summary>
/// Looks for a name that fits two clauses while the attributes of their callers that it bears differ: a search over the
/// name letter by letter, through the product of both ties and of all filters, shortest names first.
/// </summary>
/// <remarks>
/// Regions that begin with the same letter are one text exactly if they end with the same letter too. Regions that begin
/// apart are taken to differ: that may find names which do not refute, but misses none that does.
/// </remarks>
internal sealed class NameSearch
{
    private const int MostNodes = 40_000;

    private readonly Side _first;
    private readonly Side _second;
    private readonly ImmutableArray<Filter> _filters;
    private readonly bool _compare;
    private readonly string _letters;
    private readonly Effort _effort;
    private readonly int _cost;

    /// <param name="first">One side.</param>
    /// <param name="second">The other.</param>
    /// <param name="filters">What the name itself must pass.</param>
    /// <param name="compare">Whether the regions must differ for the callers to.</param>
    /// <param name="effort">What it may cost.</param>
    public NameSearch(Side first, Side second, ImmutableArray<Filter> filters, bool compare, Effort effort)
    {
        (_first, _second, _filters, _compare, _effort) = (first, second, filters, compare, effort);
        var spelled = first.Letters.Concat(second.Letters).Concat(filters.SelectMany(f => f.Automaton.Letters)).ToHashSet();
        // A region that takes fewer letters than names have needs representatives of its own.
        _letters = string.Concat(((string[])[Language.NameLetters, first.Region.Letters, second.Region.Letters])
            .Distinct(StringComparer.Ordinal)
            .SelectMany(letters => Language.Representatives(letters, spelled, others: 2))
            .Where(letter => Language.NameLetters.Contains(letter, StringComparison.Ordinal))
            .Distinct());
        _cost = _letters.Length * (4 + filters.Concat(first.Region.Filters).Concat(second.Region.Filters).Sum(f => f.Automaton.Weight)) / 4;
    }

    /// <summary>The search came to its bound: that no name was found says nothing.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Names, shortest first. With one visit to each node the search finds some name if there is one; with more visits, more.</summary>
    public IEnumerable<string> Names(int visits)
    {
        var begin = new Node(Side.Begin, Side.Begin, _compare ? Relation.Open : Relation.Apart, [.. _filters.Select(f => f.Begin)], null, default, 0);
        var seen = new Dictionary<int[], int>(StateComparer.Instance);
        var layer = new List<Node> { begin };
        var moves = (new List<Move>(), new List<Move>());
        for (var length = 0; layer.Count > 0 && length <= StsAdmission.MaxNameLength; length++)
        {
            var next = new List<Node>();
            foreach (var node in layer)
            {
                if (length >= StsAdmission.MinNameLength && IsFound(node)) yield return node.Name;
                _effort.Spend(_cost);
                foreach (var letter in _letters)
                    foreach (var after in Steps(node, letter, moves))
                    {
                        var key = Key(after);
                        var visited = seen.GetValueOrDefault(key);
                        if (visited >= visits) continue;
                        seen[key] = visited + 1;
                        next.Add(after);
                    }
                if (seen.Count <= MostNodes && !_effort.IsSpent) continue;
                GaveUp = true;
                yield break;
            }
            layer = next;
        }
    }

    private IEnumerable<Node> Steps(Node node, char letter, (List<Move> First, List<Move> Second) moves)
    {
        if (Step(node.Filters, letter) is not { } filters) yield break;
        moves.First.Clear();
        moves.Second.Clear();
        _first.Moves(node.First, letter, moves.First);
        if (moves.First.Count == 0) yield break;
        _second.Moves(node.Second, letter, moves.Second);
        foreach (var first in moves.First)
            foreach (var second in moves.Second)
                if (After(node.Relation, first, second) is { } relation)
                    yield return new Node(first.To, second.To, relation, filters, node, letter, node.Length + 1);
    }

    private static Relation? After(Relation relation, Move first, Move second) => relation switch
    {
        Relation.Open => first.Began == second.Began ? first.Began ? Relation.Together : Relation.Open : Relation.Apart,
        // Both ended before this letter: the regions are one text, and the callers are one.
        Relation.Together => first.Ended == second.Ended ? first.Ended ? null : Relation.Together : Relation.Apart,
        _ => Relation.Apart,
    };

    private bool IsFound(Node node)
    {
        if (node.Relation != Relation.Apart) return false;
        for (var i = 0; i < _filters.Length; i++)
            if (!_filters[i].Holds(node.Filters[i]))
                return false;
        return _first.IsComplete(node.First) && _second.IsComplete(node.Second);
    }

    private ImmutableArray<int>? Step(ImmutableArray<int> states, char letter)
    {
        if (states.IsEmpty) return states;
        var next = ImmutableArray.CreateBuilder<int>(states.Length);
        for (var i = 0; i < states.Length; i++)
        {
            next.Add(_filters[i].Automaton.Step(states[i], letter));
            if (_filters[i].IsLost(next[i])) return null;
        }
        return next.MoveToImmutable();
    }

    private static int[] Key(Node node)
    {
        var first = node.First.Region;
        var second = node.Second.Region;
        var key = new int[6 + first.Length + second.Length + node.Filters.Length];
        key[0] = node.First.At;
        key[1] = node.First.Inside;
        key[2] = node.Second.At;
        key[3] = node.Second.Inside;
        // Names too short to count are told from those long enough.
        key[4] = ((int)node.Relation << 2) | Math.Min(node.Length, StsAdmission.MinNameLength);
        key[5] = first.Length;
        var at = 6;
        foreach (var state in first) key[at++] = state;
        foreach (var state in second) key[at++] = state;
        foreach (var state in node.Filters) key[at++] = state;
        return key;
    }

    private sealed record Node(Standing First, Standing Second, Relation Relation, ImmutableArray<int> Filters, Node? Before, char Letter, int Length)
    {
        public string Name => string.Create(Length, this, static (name, node) =>
        {
            for (var at = node; at.Before is { } before; at = before) name[at.Length - 1] = at.Letter;
        });
    }
}
