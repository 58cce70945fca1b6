using Namesake.Policy.Conditions;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>
/// A text against literals, variables and wildcards. Without variables it is a regular language. With them it is said by
/// prefixes, suffixes and leftmost places, so that it can be negated: a quantifier would be needed to negate "there are runs".
/// </summary>
internal static class PatternTerms
{
    /// <param name="text">The text, as a term.</param>
    /// <param name="parts">The pattern; its variables have a value.</param>
    /// <param name="valueOf">The value of a variable, as a term.</param>
    public static string Matches(string text, IReadOnlyList<TemplatePart> parts, Func<VariablePart, string> valueOf)
    {
        if (!parts.Any(p => p is AnyRunPart or AnyOnePart)) return Term.Equal(text, Term.Concat([.. parts.Select(p => TermOf(p, valueOf))]));
        if (!parts.Any(p => p is VariablePart)) return Term.InLanguage(text, Language(parts, valueOf));
        var segments = Segments(parts, valueOf);
        if (segments.Count == 1) return Term.And(Term.Equal(Term.Length(text), LengthOf(segments[0])), IsAt(text, "0", segments[0]));
        // A run of unknown place with holes has no leftmost place by a plain search.
        if (segments.Skip(1).SkipLast(1).Any(s => s.Contains(Term.AnyOne))) return Term.InLanguage(text, Language(parts, valueOf));
        var (first, last) = (segments[0], segments[^1]);
        var ends = Term.And(
            $"(<= (+ {LengthOf(first)} {LengthOf(last)}) {Term.Length(text)})",
            IsAt(text, "0", first),
            IsAt(text, $"(- {Term.Length(text)} {LengthOf(last)})", last));
        var rest = $"(str.substr {text} {LengthOf(first)} (- {Term.Length(text)} (+ {LengthOf(first)} {LengthOf(last)})))";
        return Term.And(ends, HasInOrder(rest, [.. segments.Skip(1).SkipLast(1).Where(s => s.Count > 0).Select(s => Term.Concat(s))]));
    }

    public static string TermOf(TemplatePart part, Func<VariablePart, string> valueOf) => part switch
    {
        LiteralPart literal => Term.Text(literal.Text),
        VariablePart variable => valueOf(variable),
        _ => Term.AnyOne,
    };

    private static string Language(IReadOnlyList<TemplatePart> parts, Func<VariablePart, string> valueOf) => Term.Sequence([.. parts.Select(p => p switch
    {
        AnyRunPart => Term.AnyRun,
        AnyOnePart => Term.AnyOne,
        _ => Term.Word(TermOf(p, valueOf)),
    })]);

    /// <summary>What stands between the stars.</summary>
    private static List<List<string>> Segments(IReadOnlyList<TemplatePart> parts, Func<VariablePart, string> valueOf)
    {
        var segments = new List<List<string>> { new() };
        foreach (var part in parts)
        {
            if (part is AnyRunPart) segments.Add([]);
            else segments[^1].Add(TermOf(part, valueOf));
        }
        return segments;
    }

    private static string LengthOf(List<string> pieces) => pieces.Count switch
    {
        0 => "0",
        1 => LengthOf(pieces[0]),
        _ => $"(+ {string.Join(' ', pieces.Select(LengthOf))})",
    };

    private static string LengthOf(string piece) => piece == Term.AnyOne ? "1" : Term.Length(piece);

    private static string IsAt(string text, string start, List<string> pieces) => Term.And(pieces
        .Select((piece, i) => (Piece: piece, Before: pieces[..i]))
        .Where(p => p.Piece != Term.AnyOne)
        .Select(p => Term.Equal($"(str.substr {text} {(p.Before.Count == 0 ? start : $"(+ {start} {LengthOf(p.Before)})")} {LengthOf(p.Piece)})", p.Piece)));

    // Each is taken at its leftmost place after the one before, which leaves most to the rest.
    private static string HasInOrder(string text, List<string> runs)
    {
        if (runs.Count == 0) return Term.True;
        var contains = $"(str.contains {text} {runs[0]})";
        if (runs.Count == 1) return contains;
        var after = $"(+ (str.indexof {text} {runs[0]} 0) {Term.Length(runs[0])})";
        return Term.And(contains, HasInOrder($"(str.substr {text} {after} (- {Term.Length(text)} {after}))", runs[1..]));
    }
}
