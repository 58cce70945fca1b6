using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>Tests on the name that the caller has: <c>aws:username</c>, a subject.</summary>
internal static class CallerNameTests
{
    public static IEnumerable<Clause> With(Clause clause, Obligation obligation, bool wanted)
    {
        var (templates, other) = Draft.Templates(clause, obligation.Test);
        var plain = templates.Where(t => !t.HasVariables).ToImmutableArray();
        if (!wanted)
        {
            var without = plain.IsEmpty ? clause : clause with { Name = clause.Name.With(new Filter(plain, Wanted: false)) };
            return plain.Length < templates.Count || other ? Draft.Forget(without, obligation) : [without];
        }
        return other ? Draft.Forget(clause, obligation) : Alternatives();

        IEnumerable<Clause> Alternatives()
        {
            // "The user's name is the session name" says the same as the other way round.
            foreach (var tie in templates.Where(t => t.Parts is [VariablePart { Key: var key }] && IsName(key)))
                yield return Tied(clause, ((VariablePart)tie.Parts[0]).Key, new TextTemplate([new VariablePart(clause.NameKey, null)], tie.IgnoreCase));
            foreach (var template in templates.Where(t => t.HasVariables && !(t.Parts is [VariablePart { Key: var key }] && IsName(key))))
                yield return Read(clause with { Name = clause.Name.With(new Filter([template], Wanted: true)) }, template);
            if (!plain.IsEmpty) yield return clause with { Name = clause.Name.With(new Filter(plain, Wanted: true)) };
        }
    }

    public static Clause Tied(Clause clause, string nameKey, TextTemplate tie)
    {
        var demand = clause.Of(nameKey);
        return clause.With(nameKey, demand with { Ties = demand.Ties.Add(tie) });
    }

    public static bool IsName(string key) => key is KeyCatalogue.SessionName or KeyCatalogue.SourceIdentity;

    // A name with fixed text around it tells the caller's name, though not the other way round.
    private static Clause Read(Clause clause, TextTemplate template) =>
        template.Parts.All(p => p is LiteralPart or VariablePart) && template.Variables.Select(v => v.Key).Distinct(StringComparer.Ordinal).ToList() is [var only] && IsName(only)
            ? clause with { Readings = clause.Readings.Add((only, template)) }
            : clause;
}
