using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>Tests on the session name or the source identity.</summary>
internal static class NameTests
{
    private const int MostTies = 12;

    public static IEnumerable<Clause> With(Clause clause, Obligation obligation, string nameKey, bool wanted)
    {
        var sorted = Sorted.Of(clause, obligation.Test, nameKey);
        var demand = clause.Of(nameKey);
        if (!wanted)
        {
            if (sorted.Always) return [];
            // Names that a tie would match are not taken out: which they are depends on the caller.
            var language = sorted.Plain.IsEmpty ? demand.Language : demand.Language.With(new Filter(sorted.Plain, Wanted: false));
            var without = clause.With(nameKey, demand with { Language = language, Banned = [.. demand.Banned, .. sorted.Ties] });
            return !sorted.Ties.IsEmpty || sorted.Other ? Draft.Forget(without, obligation) : [without];
        }
        if (sorted.Always) return [clause];
        if (sorted.Other) return Draft.Forget(clause, obligation);
        if (sorted.Ties.Length <= MostTies) return Alternatives();
        // So many are taken as one pattern each, whose variables are any text.
        var patterns = new Filter([.. sorted.Plain, .. sorted.Ties], Wanted: true);
        return Draft.Forget(clause.With(nameKey, demand with { Language = demand.Language.With(patterns), Hints = [.. demand.Hints, .. sorted.Ties.Take(2)] }), obligation);

        IEnumerable<Clause> Alternatives()
        {
            if (!sorted.Plain.IsEmpty) yield return clause.With(nameKey, demand with { Language = demand.Language.With(new Filter(sorted.Plain, Wanted: true)) });
            foreach (var tie in sorted.Ties) yield return clause.With(nameKey, demand with { Ties = demand.Ties.Add(tie) });
        }
    }
}

/// <summary>The values of a test on a name, sorted by what they depend on.</summary>
/// <param name="Plain">Patterns of fixed text and wildcards.</param>
/// <param name="Ties">Templates with variables.</param>
/// <param name="Other">Some value is of a kind that is not analysed (numbers, dates, addresses) and may match.</param>
/// <param name="Always">Some value matches whatever the name is.</param>
internal sealed record Sorted(ImmutableArray<TextTemplate> Plain, ImmutableArray<TextTemplate> Ties, bool Other, bool Always)
{
    public static Sorted Of(Clause clause, ConditionTest test, string key)
    {
        var plain = ImmutableArray.CreateBuilder<TextTemplate>();
        var ties = ImmutableArray.CreateBuilder<TextTemplate>();
        var (other, always) = (false, false);
        foreach (var matcher in test.Matchers)
            switch (matcher)
            {
                case StringMatcher text:
                    if (ResolvedTemplates.Fill(text.Template, v => CallerFacts.Fill(clause, v)) is not { } template || NoName(clause, template)) break;
                    if (!template.HasVariables) plain.Add(template);
                    else if (ResolvedTemplates.MatchesItself(template, key) is not { } itself) ties.Add(template);
                    else always |= itself;
                    break;
                case BoolMatcher when matcher.WhyDead(CallerFacts.Nobody) is null:
                    plain.Add(new TextTemplate([new LiteralPart(matcher.Matches("true", CallerFacts.Nobody) ? "true" : "false")], IgnoreCase: true));
                    break;
                // No name has an ARN's colons; a subject may.
                case ArnMatcher arn:
                    other |= clause.Kind == CallerKind.WebIdentity && key == clause.NameKey
                        && ResolvedTemplates.Fill(arn.Template, v => CallerFacts.Fill(clause, v)) is { } pattern && ResolvedTemplates.IsArn(pattern);
                    break;
                default:
                    other |= matcher.WhyDead(CallerFacts.Nobody) is null;
                    break;
            }
        return new Sorted(plain.ToImmutable(), ties.ToImmutable(), other, always);
    }

    // ARNs and the ids of role sessions have characters that no name has.
    private static bool NoName(Clause clause, TextTemplate template) =>
        clause.Domain.IsSigned
        && template.Variables.Any(v => KeyCatalogue.Is(v.Key, "aws:PrincipalArn") || (clause.Kind == CallerKind.RoleSession && KeyCatalogue.Is(v.Key, "aws:userid")));
}
