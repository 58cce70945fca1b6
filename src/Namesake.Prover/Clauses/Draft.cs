using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Pairs;

namespace Namesake.Prover.Clauses;

/// <summary>Adds demands to a clause, one condition at a time: each gives no clause (it cannot be met), one, or alternatives.</summary>
internal static class Draft
{
    public static IEnumerable<Clause> With(Clause clause, Obligation obligation)
    {
        var (test, mustHold) = obligation;
        var fact = CallerFacts.Of(clause, test.Key.Text);
        if (fact is FreeKey) return [clause with { Context = clause.Context.Add(obligation) }];
        if (test.Operator.Family == OperatorFamily.Null) return Decided(clause, NullHolds(test, fact is not AbsentKey) == mustHold);
        if (fact is AbsentKey) return Absent(clause, obligation);
        // Among values, a positive test that must hold and a negated one that must fail want a match.
        var wanted = test.Operator.Negated != mustHold;
        return fact switch
        {
            FixedKey { Value: var value } => OnFixed(clause, obligation, value, wanted),
            OpenKey => OnOpen(clause, obligation, wanted),
            NameKey { Key: var key } => NameTests.With(clause, obligation, key, wanted),
            CallerNameKey => CallerNameTests.With(clause, obligation, wanted),
            PrincipalArnKey => PrincipalArnTests.With(clause, obligation, wanted),
            _ => UserIdTests.With(clause, obligation, wanted),
        };
    }

    /// <summary>The clause without this demand, which the analysis does not model.</summary>
    public static IEnumerable<Clause> Forget(Clause clause, Obligation obligation) =>
        [clause with { Loose = clause.Loose.Add(obligation) }];

    public static IEnumerable<Clause> Decided(Clause clause, bool met) => met ? [clause] : [];

    /// <summary>The templates of the test with what is known filled in, and whether some matcher was no template but may match.</summary>
    public static (List<TextTemplate> Templates, bool Other) Templates(Clause clause, ConditionTest test)
    {
        var templates = new List<TextTemplate>();
        var other = false;
        foreach (var matcher in test.Matchers)
        {
            if (ResolvedTemplates.Of(matcher) is { } template)
            {
                if (ResolvedTemplates.Fill(template, v => CallerFacts.Fill(clause, v)) is { } filled && !(matcher is ArnMatcher && !ResolvedTemplates.IsArn(filled))) templates.Add(filled);
            }
            else other |= matcher.WhyDead(CallerFacts.Nobody) is null;
        }
        return (templates, other);
    }

    private static IEnumerable<Clause> Absent(Clause clause, Obligation obligation)
    {
        var op = obligation.Test.Operator;
        // AWS does not say what ForAnyValue with IfExists means for an absent key: where it would let more in, it may hold.
        if (op is { Set: SetOperator.ForAnyValue, IfExists: true })
            return [clause with { Doubtful = obligation.MustHold ? obligation.Test : clause.Doubtful }];
        var holds = op.IfExists || op.Set switch
        {
            SetOperator.ForAllValues => true,
            SetOperator.ForAnyValue => false,
            _ => op.Negated,
        };
        return Decided(clause, holds == obligation.MustHold);
    }

    private static bool NullHolds(ConditionTest test, bool present) =>
        test.Matchers.Any(m => m is NullMatcher { MustBeAbsent: { } absent } && absent != present);

    private static IEnumerable<Clause> OnFixed(Clause clause, Obligation obligation, string value, bool wanted)
    {
        var maybe = new List<TextTemplate>();
        foreach (var matcher in obligation.Test.Matchers)
        {
            if (ResolvedTemplates.Of(matcher) is not { HasVariables: true } template)
            {
                if (matcher.Matches(value, CallerFacts.Nobody)) return Decided(clause, wanted);
            }
            else if (ResolvedTemplates.Fill(template, v => CallerFacts.Fill(clause, v)) is not { } filled) continue;
            else if (filled.HasVariables) maybe.Add(filled);
            else if (matcher is ArnMatcher)
            {
                // All that the value depends on is alike for the domain's callers.
                if (matcher.Matches(value, ContextOf(clause.Domain))) return Decided(clause, wanted);
            }
            else if (Glob.Of(filled.Parts, filled.IgnoreCase).Matches(value)) return Decided(clause, wanted);
        }
        if (maybe.Count == 0) return Decided(clause, !wanted);
        return wanted && ReadBack(clause, maybe, value) is { } named ? named.Select(c => c with { Loose = c.Loose.Add(obligation) }) : Forget(clause, obligation);
    }

    private static RequestContext ContextOf(CallerDomain domain) => RequestContext.Of(new Request(
        StsAdmission.AssumeRole, domain.Example, null, null,
        domain.KnownArn is { } arn ? Request.NoContext.SetItem("aws:PrincipalArn", ContextValue.Of(arn)) : Request.NoContext));

    /// <summary>A fixed value that a name must be part of: the name is read back from it. Null where other variables stand beside.</summary>
    private static IEnumerable<Clause>? ReadBack(Clause clause, List<TextTemplate> templates, string value)
    {
        if (templates.SelectMany(t => t.Variables).Select(v => v.Key).Distinct(StringComparer.Ordinal).ToList() is not [var key] || !CallerNameTests.IsName(key)) return null;
        var names = new List<TextTemplate>();
        foreach (var template in templates)
        {
            var read = Bindings.Of([template], value, Bindings.None, most: 256, null, new Effort(Effort.Usual), out var complete);
            if (!complete) return null;
            names.AddRange(read.Select(b => new TextTemplate([new LiteralPart(b[key])], template.IgnoreCase)));
        }
        var demand = clause.Of(key);
        return names.Count == 0 ? [] : [clause.With(key, demand with { Language = demand.Language.With(new Filter([.. names], Wanted: true)) })];
    }

    // The value is one that no policy names: literals do not match it, a lone star does, other patterns may.
    private static IEnumerable<Clause> OnOpen(Clause clause, Obligation obligation, bool wanted)
    {
        var (templates, other) = Templates(clause, obligation.Test);
        if (templates.Exists(t => t.Parts is [AnyRunPart])) return Decided(clause, wanted);
        // What defaults put together no policy spells.
        var maybe = other || obligation.Test.Matchers.SelectMany(ResolvedTemplates.VariablesOf).Any() || templates.Exists(t => t.IgnoreCase || t.Parts.Any(p => p is not LiteralPart));
        return maybe ? Forget(clause, obligation) : Decided(clause, !wanted);
    }
}
