using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>Tests on the session name or the source identity.</summary>
internal static class NameTests
{
    public static IEnumerable<Clause> With(Clause clause, Obligation obligation, string nameKey, bool wanted)
    {
        var (plain, ties, other) = Sort(clause, obligation.Test);
        var demand = clause.Of(nameKey);
        if (!wanted)
        {
            // Names that a tie would match are not taken out: which they are depends on the caller.
            var without = plain.IsEmpty ? clause : clause.With(nameKey, demand with { Language = demand.Language.With(new Filter(plain, Wanted: false)) });
            return ties.Count > 0 || other ? Draft.Forget(without, obligation) : [without];
        }
        if (other) return Draft.Forget(clause, obligation);
        return Alternatives();

        IEnumerable<Clause> Alternatives()
        {
            if (!plain.IsEmpty) yield return clause.With(nameKey, demand with { Language = demand.Language.With(new Filter(plain, Wanted: true)) });
            foreach (var tie in ties) yield return clause.With(nameKey, demand with { Ties = demand.Ties.Add(tie) });
        }
    }

    private static (ImmutableArray<TextTemplate> Plain, List<TextTemplate> Ties, bool Other) Sort(Clause clause, ConditionTest test)
    {
        var plain = ImmutableArray.CreateBuilder<TextTemplate>();
        var ties = new List<TextTemplate>();
        var other = false;
        foreach (var matcher in test.Matchers)
            switch (matcher)
            {
                case StringMatcher text:
                    if (ResolvedTemplates.Fill(text.Template, v => CallerFacts.Fill(clause, v)) is not { } template || NoName(clause, template)) break;
                    if (template.HasVariables) ties.Add(template);
                    else plain.Add(template);
                    break;
                case BoolMatcher when matcher.WhyDead(CallerFacts.Nobody) is null:
                    plain.Add(new TextTemplate([new LiteralPart(matcher.Matches("true", CallerFacts.Nobody) ? "true" : "false")], IgnoreCase: true));
                    break;
                // No name has an ARN's colons.
                case ArnMatcher:
                    break;
                default:
                    other |= matcher.WhyDead(CallerFacts.Nobody) is null;
                    break;
            }
        return (plain.ToImmutable(), ties, other);
    }

    // ARNs and the ids of role sessions have characters that no name has.
    private static bool NoName(Clause clause, TextTemplate template) =>
        template.Variables.Any(v => KeyCatalogue.Is(v.Key, "aws:PrincipalArn") || (clause.Kind == CallerKind.RoleSession && KeyCatalogue.Is(v.Key, "aws:userid")));
}
