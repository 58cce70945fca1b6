using System.Collections.Immutable;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Pairs;

/// <summary>Where a side stands in its tie: the piece it is at, and how far it is inside the region.</summary>
/// <param name="At">The next piece.</param>
/// <param name="Inside">The letters of the region so far, up to the least number it needs; 0 outside.</param>
/// <param name="Region">The states of the region's filters, while inside.</param>
internal readonly record struct Standing(int At, int Inside, ImmutableArray<int> Region);

/// <summary>A step of one side over a letter, and whether its region began with that letter or had ended before it.</summary>
internal readonly record struct Move(Standing To, bool Began, bool Ended);

/// <summary>One clause's part in a search for a name: a tie to follow, and what the region of it must be.</summary>
/// <param name="Tie">The tie; null where the name does not depend on the caller.</param>
/// <param name="Region">The texts that the followed attribute may have.</param>
internal sealed record Side(TiePattern? Tie, Language Region)
{
    public static readonly Side Untied = new(null, Language.OfNames(1));

    public static readonly Standing Begin = new(0, 0, []);

    public IEnumerable<char> Letters => Tie is null ? [] : Tie.Letters.Concat(Region.Filters.SelectMany(f => f.Automaton.Letters));

    public void Moves(Standing from, char letter, List<Move> moves)
    {
        if (Tie is null)
        {
            moves.Add(new Move(from, false, false));
            return;
        }
        var ended = false;
        for (var (at, inside) = (from.At, from.Inside); at < Tie.Pieces.Length; at++, inside = 0)
        {
            var piece = Tie.Pieces[at];
            switch (piece.Kind)
            {
                case PieceKind.AnyRun:
                    moves.Add(new Move(new Standing(at, 0, []), false, ended));
                    continue;
                case PieceKind.Region:
                    if (Inside(at, inside, inside == 0 ? Starts() : from.Region, letter) is { } inner) moves.Add(new Move(inner, inside == 0, ended));
                    if (inside == 0 || !MayEnd(inside, from.Region)) return;
                    ended = true;
                    continue;
                default:
                    if (Tie.Spells(piece, letter)) moves.Add(new Move(new Standing(at + 1, 0, []), false, ended));
                    return;
            }
        }
    }

    /// <summary>Whether the name may end here.</summary>
    public bool IsComplete(Standing standing)
    {
        if (Tie is null) return true;
        var at = standing.At;
        if (standing.Inside > 0)
        {
            if (!MayEnd(standing.Inside, standing.Region)) return false;
            at++;
        }
        while (at < Tie.Pieces.Length && Tie.Pieces[at].Kind == PieceKind.AnyRun) at++;
        return at == Tie.Pieces.Length;
    }

    private Standing? Inside(int at, int inside, ImmutableArray<int> states, char letter)
    {
        if (!Region.AnyLetter && !Region.Letters.Contains(letter, StringComparison.Ordinal)) return null;
        var next = ImmutableArray.CreateBuilder<int>(states.Length);
        for (var i = 0; i < states.Length; i++)
        {
            var filter = Region.Filters[i];
            next.Add(filter.Automaton.Step(states[i], letter));
            if (filter.IsLost(next[i])) return null;
        }
        return new Standing(at, Math.Min(inside + 1, Math.Max(Region.Shortest, 1)), next.MoveToImmutable());
    }

    private ImmutableArray<int> Starts() => Region.Filters.IsEmpty ? [] : [.. Region.Filters.Select(f => f.Begin)];

    private bool MayEnd(int inside, ImmutableArray<int> states)
    {
        if (inside < Region.Shortest) return false;
        for (var i = 0; i < states.Length; i++)
            if (!Region.Filters[i].Holds(states[i]))
                return false;
        return true;
    }
}
