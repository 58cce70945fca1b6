using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Pairs;

internal enum PieceKind
{
    Letter,
    AnyOne,
    AnyRun,

    /// <summary>The caller's attribute that is followed.</summary>
    Region,
}

internal readonly record struct Piece(PieceKind Kind, char Letter);

/// <summary>
/// A template of names, letter by letter, in which one variable of the caller is followed; other variables, and its
/// further occurrences, count as any text.
/// </summary>
internal sealed record TiePattern(ImmutableArray<Piece> Pieces, bool IgnoreCase)
{
    /// <summary>An account id has twelve digits.</summary>
    private const int AccountLength = 12;

    public static TiePattern Of(TextTemplate template, string? followed)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        var met = false;
        foreach (var part in template.Parts)
            switch (part)
            {
                case LiteralPart literal:
                    foreach (var letter in literal.Text) pieces.Add(new Piece(PieceKind.Letter, letter));
                    break;
                case AnyOnePart:
                    pieces.Add(new Piece(PieceKind.AnyOne, default));
                    break;
                case VariablePart { Key: var key } when key == followed && !met:
                    pieces.Add(new Piece(PieceKind.Region, default));
                    met = true;
                    break;
                case VariablePart { Key: var key } when IsAccount(key):
                    for (var i = 0; i < AccountLength; i++) pieces.Add(new Piece(PieceKind.AnyOne, default));
                    break;
                default:
                    // Runs that follow one another are one run.
                    if (pieces is not [.., { Kind: PieceKind.AnyRun }]) pieces.Add(new Piece(PieceKind.AnyRun, default));
                    break;
            }
        return new TiePattern(pieces.ToImmutable(), template.IgnoreCase);
    }

    public static bool IsAccount(string key) => KeyCatalogue.Is(key, "aws:PrincipalAccount");

    public bool Spells(Piece piece, char letter) =>
        piece.Kind != PieceKind.Letter || piece.Letter == letter || (IgnoreCase && char.ToUpperInvariant(piece.Letter) == char.ToUpperInvariant(letter));

    public IEnumerable<char> Letters => Pieces.Where(p => p.Kind == PieceKind.Letter)
        .SelectMany(p => IgnoreCase ? [p.Letter, char.ToUpperInvariant(p.Letter), char.ToLowerInvariant(p.Letter)] : (IEnumerable<char>)[p.Letter]);
}
