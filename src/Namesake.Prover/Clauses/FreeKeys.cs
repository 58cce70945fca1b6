using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Clauses;

/// <summary>The keys that a request is free to carry: whether some value passes every test on one, and which.</summary>
internal static class FreeKeys
{
    private static readonly string AnyLetters = string.Concat(Enumerable.Range(32, 95).Select(c => (char)c).OrderBy(c => !char.IsAsciiLetterLower(c)));

    private static readonly string[] UsualValues =
        ["x", "true", "false", "1", "0", "1000000000", "2026-06-01T12:00:00Z", "1999-01-01T00:00:00Z", "2100-01-01T00:00:00Z", "203.0.113.7", "10.1.2.3", "2001:db8::7"];

    /// <summary>Whether the tests on some key contradict each other, whatever its value.</summary>
    public static bool AreImpossible(Clause clause, Effort effort)
    {
        if (clause.Context.IsEmpty) return false;
        return clause.Context.GroupBy(o => o.Test.Key.Text, StringComparer.OrdinalIgnoreCase).Any(g => IsImpossible(clause, g.Key, [.. g], effort));
    }

    /// <summary>The request with values for the free keys that the tests speak of; null where none of the values tried passes.</summary>
    public static Request? Solve(Clause clause, Request request)
    {
        var obligations = clause.Context.Concat(clause.Loose.Where(o => CallerFacts.Of(clause, o.Test.Key.Text) is FreeKey)).Distinct()
            .GroupBy(o => o.Test.Key.Text, StringComparer.OrdinalIgnoreCase)
            .OrderBy(g => g.Any(o => o.Test.Matchers.SelectMany(ResolvedTemplates.VariablesOf).Any()));
        foreach (var key in obligations)
        {
            if (Solve(clause, request, key.Key, [.. key]) is not { } solved) return null;
            request = solved;
        }
        return request;
    }

    /// <summary>Whether every request of the clause must carry a key of which nothing is known: then nobody is known to pass.</summary>
    public static bool NeedUnlisted(Clause clause) =>
        clause.Context.Any(o => KeyCatalogue.PresenceFor(o.Test.Key.Text, clause.Kind) == Presence.Unlisted && !HoldsWhenAbsent(o))
        || clause.SessionName.Ties.Concat(clause.SourceIdentity.Ties).SelectMany(t => t.Variables)
            .Any(v => v.Default is null && CallerFacts.Of(clause, v.Key) is FreeKey && KeyCatalogue.PresenceFor(v.Key, clause.Kind) == Presence.Unlisted);

    /// <summary>
    /// What a test of one value makes of the key, as parts of a template: where a name is tied to the key, it is tied to
    /// that. Null where the key may be absent or have several values.
    /// </summary>
    public static TextTemplate? Template(Clause clause, string key)
    {
        if (!KeyCatalogue.HasOneValue(key)) return null;
        foreach (var (test, mustHold) in clause.Context)
            if (mustHold && KeyCatalogue.Is(test.Key.Text, key) && test.Operator is { Negated: false, IfExists: false } && test.Matchers is [StringMatcher { Template.IgnoreCase: false } text])
                return ResolvedTemplates.Fill(text.Template, v => CallerFacts.Fill(clause, v)) is { } filled && filled.Variables.All(v => v.Key == clause.NameKey) ? filled : null;
        return clause.EqualKeys.TryGetValue(key, out var equal) ? equal : null;
    }

    /// <summary>Values that the clause's tests spell for a key.</summary>
    public static IEnumerable<string> Spelled(Clause clause, string key) =>
        clause.Context.Where(o => KeyCatalogue.Is(o.Test.Key.Text, key)).SelectMany(o => o.Test.Values).Select(v => v.Text);

    private static Request? Solve(Clause clause, Request request, string key, Obligation[] obligations)
    {
        if (Passes(request, obligations)) return request;
        // A value that a name already depends on stays.
        if (request.Context.ContainsKey(key) || !KeyCatalogue.MayBeGiven(key, clause.Kind)) return null;
        foreach (var word in (string[])["ab", "x1"])
            if (Valued(WithVariables(clause, request, key, obligations, word), key, obligations) is { } valued)
                return valued;
        return null;
    }

    private static Request? Valued(Request request, string key, Obligation[] obligations)
    {
        var context = RequestContext.Of(request);
        var values = obligations.SelectMany(o => o.Test.Matchers.Zip(o.Test.Values, (m, v) => Fitting(m, v.Text, context))).SelectMany(v => v)
            .Concat(UsualValues).Distinct(StringComparer.Ordinal).Take(64);
        var several = obligations.Any(o => o.Test.Operator.Set != SetOperator.None);
        foreach (var value in values)
            foreach (var given in several ? [ContextValue.OfList(value), ContextValue.Of(value)] : (ContextValue[])[ContextValue.Of(value)])
            {
                var tried = request with { Context = request.Context.SetItem(key, given) };
                if (Passes(tried, obligations)) return tried;
            }
        return several || !KeyCatalogue.HasOneValue(key) ? SolveList(request, key, obligations, [.. values]) : null;
    }

    // A value may be made of other free keys: those get one first.
    private static Request WithVariables(Clause clause, Request request, string key, Obligation[] obligations, string word)
    {
        var context = RequestContext.Of(request);
        foreach (var variable in obligations.SelectMany(o => o.Test.Matchers).SelectMany(ResolvedTemplates.VariablesOf).Distinct(StringComparer.OrdinalIgnoreCase))
            if (!KeyCatalogue.Is(variable, key) && CallerFacts.Of(clause, variable) is FreeKey && !context.TryGet(variable, out _) && KeyCatalogue.MayBeGiven(variable, clause.Kind))
                request = request with { Context = request.Context.SetItem(variable, ContextValue.Of(word)) };
        return request;
    }

    private static Request? SolveList(Request request, string key, Obligation[] obligations, List<string> values)
    {
        foreach (var first in values.Take(8))
            foreach (var second in values.Take(8))
            {
                var tried = request with { Context = request.Context.SetItem(key, ContextValue.OfList(first, second)) };
                if (Passes(tried, obligations)) return tried;
            }
        return null;
    }

    private static bool Passes(Request request, Obligation[] obligations)
    {
        var context = RequestContext.Of(request);
        return obligations.All(o => ConditionEvaluator.Evaluate(o.Test, context).Holds == o.MustHold);
    }

    private static IEnumerable<string> Fitting(ValueMatcher matcher, string text, RequestContext context)
    {
        if (ResolvedTemplates.Of(matcher) is not { } template)
        {
            yield return text;
            foreach (var boundary in matcher.Boundaries) yield return boundary;
            yield break;
        }
        var filled = ResolvedTemplates.Fill(template, v => context.VariableValue(v) is { } value ? new LiteralPart(value) : null);
        if (filled is null) yield break;
        foreach (var run in (string[])["", "x", "y"])
            yield return string.Concat(filled.Parts.Select(p => p switch { LiteralPart literal => literal.Text, AnyOnePart => "x", _ => run }));
    }

    private static bool IsImpossible(Clause clause, string key, Obligation[] obligations, Effort effort)
    {
        if (KeyCatalogue.PresenceFor(key, clause.Kind) != Presence.Always && obligations.All(HoldsWhenAbsent)) return false;
        if (obligations.Any(o => o.Test.Operator.Family == OperatorFamily.Null && !NullAllows(o, present: true))) return true;
        var tests = obligations.Where(o => o.Test.Operator.Family != OperatorFamily.Null).ToArray();
        if (tests.Any(o => Wants(o) && !HasLiveValue(clause, o.Test))) return true;
        // One test that wants a value is passed by what it spells.
        if (tests is [var alone] && Wants(alone)) return false;
        if (tests.Length == 0 || !KeyCatalogue.HasOneValue(key)) return false;
        if (tests.All(o => o.Test.Operator.Family == OperatorFamily.Bool))
            return ((string[])["true", "false", "neither"]).All(v => tests.Any(o => o.Test.Matchers.Any(m => m.Matches(v, CallerFacts.Nobody)) != Wants(o)));
        if (tests.All(o => !o.Test.Matchers.IsEmpty) && tests.SelectMany(o => o.Test.Matchers).All(m => m.Boundaries.Any()) && tests.Select(o => o.Test.Matchers[0].GetType()).Distinct().Count() == 1) return IsBeyondBounds(tests);
        return tests.All(o => o.Test.Matchers.All(m => m is StringMatcher)) && TextsOf(clause, tests).Measure(ignoreCase: false, effort).Extent == Extent.Empty;
    }

    /// <summary>No value on or beside a bound passes every test, nor one that has no order.</summary>
    private static bool IsBeyondBounds(Obligation[] tests) =>
        !tests.SelectMany(o => o.Test.Matchers).SelectMany(m => m.Boundaries).Append("none").Concat(UsualValues)
            .Any(v => tests.All(o => o.Test.Matchers.Any(m => m.Matches(v, CallerFacts.Nobody)) == Wants(o)));

    private static bool HasLiveValue(Clause clause, ConditionTest test)
    {
        var (templates, other) = Draft.Templates(clause, test);
        return other || templates.Exists(t => !KeyCatalogue.HasOneValue(test.Key.Text) || ResolvedTemplates.MatchesItself(t, test.Key.Text) != false);
    }

    private static bool HoldsWhenAbsent(Obligation obligation)
    {
        var op = obligation.Test.Operator;
        if (op.Family == OperatorFamily.Null) return NullAllows(obligation, present: false);
        if (op is { Set: SetOperator.ForAnyValue, IfExists: true }) return true;
        var holds = op.IfExists || op.Set switch { SetOperator.ForAllValues => true, SetOperator.ForAnyValue => false, _ => op.Negated };
        return holds == obligation.MustHold;
    }

    private static bool NullAllows(Obligation obligation, bool present) =>
        obligation.Test.Matchers.Any(m => m is NullMatcher { MustBeAbsent: { } absent } && absent != present) == obligation.MustHold;

    private static bool Wants(Obligation obligation) => obligation.Test.Operator.Negated != obligation.MustHold;

    private static Language TextsOf(Clause clause, Obligation[] tests)
    {
        var language = new Language([], 0, 2_048, AnyLetters, AnyLetter: true);
        foreach (var obligation in tests)
        {
            var templates = Draft.Templates(clause, obligation.Test).Templates;
            var plain = templates.Where(t => !t.HasVariables).ToImmutableArray();
            if (!Wants(obligation)) language = plain.IsEmpty ? language : language.With(new Filter(plain, Wanted: false));
            else language = language.With(new Filter([.. templates], Wanted: true));
        }
        return language;
    }
}
