using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Prover.Clauses;

namespace Namesake.Prover.Pairs;

/// <summary>The fixed text with which names of a clause must begin and end: where two clauses' differ, no search is needed.</summary>
internal static class LiteralEnds
{
    public static bool Differ(NameDemand first, NameDemand second)
    {
        foreach (var one in Demanded(first))
            foreach (var other in Demanded(second))
                if (!one.IgnoreCase && !other.IgnoreCase && (HeadsDiffer(one.Parts, other.Parts) || TailsDiffer(one.Parts, other.Parts)))
                    return true;
        return false;
    }

    private static IEnumerable<TextTemplate> Demanded(NameDemand demand)
    {
        foreach (var tie in demand.Ties) yield return tie;
        foreach (var filter in demand.Language.Filters)
            if (filter is { Wanted: true, Patterns: [var only], Lead: null })
                yield return only;
    }

    private static bool HeadsDiffer(ImmutableArray<TemplatePart> one, ImmutableArray<TemplatePart> other) =>
        one is [LiteralPart { Text: var a }, ..] && other is [LiteralPart { Text: var b }, ..]
        && !(a.Length < b.Length ? b.StartsWith(a, StringComparison.Ordinal) : a.StartsWith(b, StringComparison.Ordinal));

    private static bool TailsDiffer(ImmutableArray<TemplatePart> one, ImmutableArray<TemplatePart> other) =>
        one is [.., LiteralPart { Text: var a }] && other is [.., LiteralPart { Text: var b }]
        && !(a.Length < b.Length ? b.EndsWith(a, StringComparison.Ordinal) : a.EndsWith(b, StringComparison.Ordinal));
}
