using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>Tests on the name that the caller has: <c>aws:username</c>, a subject.</summary>
internal static class CallerNameTests
{
    public static IEnumerable<Clause> With(Clause clause, Obligation obligation, bool wanted)
    {
        var sorted = Sorted.Of(clause, obligation.Test, clause.NameKey);
        if (!wanted)
        {
            if (sorted.Always) return [];
            var without = sorted.Plain.IsEmpty ? clause : clause with { Name = clause.Name.With(new Filter(sorted.Plain, Wanted: false)) };
            foreach (var tie in sorted.Ties)
                if (tie.Parts is [VariablePart { Key: var key }] && IsName(key))
                    without = without.With(key, without.Of(key) with { Banned = without.Of(key).Banned.Add(new TextTemplate([new VariablePart(clause.NameKey, null)], tie.IgnoreCase)) });
            return !sorted.Ties.IsEmpty || sorted.Other ? Draft.Forget(without, obligation) : [without];
        }
        if (sorted.Always) return [clause];
        return sorted.Other ? Draft.Forget(clause, obligation) : Alternatives();

        IEnumerable<Clause> Alternatives()
        {
            // "The user's name is the session name" says the same as the other way round.
            foreach (var template in sorted.Ties)
                yield return template.Parts is [VariablePart { Key: var key }] && IsName(key)
                    ? Tied(clause, key, new TextTemplate([new VariablePart(clause.NameKey, null)], template.IgnoreCase))
                    : Read(Equal(clause, template) with { Name = clause.Name.With(new Filter([template], Wanted: true)), Loose = clause.Loose.Add(obligation) }, template);
            if (!sorted.Plain.IsEmpty) yield return clause with { Name = clause.Name.With(new Filter(sorted.Plain, Wanted: true)) };
        }
    }

    // "The user's name is the tag": what is tied to the tag is tied to the name.
    private static Clause Equal(Clause clause, TextTemplate template) =>
        template is { IgnoreCase: false, Parts: [VariablePart { Key: var key, Default: null }] } && !IsName(key)
            ? clause with { EqualKeys = clause.EqualKeys.SetItem(key, new TextTemplate([new VariablePart(clause.NameKey, null)], IgnoreCase: false)) }
            : clause;

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
