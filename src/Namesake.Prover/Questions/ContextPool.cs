using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Questions;

/// <summary>A context that satisfies the tests of a way on keys that a caller can have: tags, addresses, MFA, external ids.</summary>
internal static class ContextPool
{
    public static ImmutableSortedDictionary<string, ContextValue> For(Way way)
    {
        var context = Request.NoContext;
        foreach (var test in way.Statement.Conditions)
        {
            var key = test.Key.Text;
            if (KeyCatalogue.IsDerived(key) || context.ContainsKey(key)) continue;
            if (KeyCatalogue.PresenceFor(key, way.Kind) is Presence.Never or Presence.Unmodelled) continue;
            if (ValueFor(test) is { } value) context = context.SetItem(key, value);
        }
        return context;
    }

    private static ContextValue? ValueFor(ConditionTest test)
    {
        if (test.Operator.Negated || test.Values.Length == 0) return null;
        if (test.Operator.Family == OperatorFamily.Null)
            return test.Matchers[0] is NullMatcher { MustBeAbsent: false } ? ContextValue.Of("value") : null;
        var text = Fitting(test);
        if (text is null) return null;
        return test.Operator.Set == SetOperator.None ? ContextValue.Of(text) : ContextValue.OfList(text);
    }

    private static string? Fitting(ConditionTest test)
    {
        var text = test.Values[0].Text;
        return test.Matchers[0] switch
        {
            StringMatcher { Template: var template } => CallerPool.Fill(template, v => v.Default ?? "x", "x"),
            ArnMatcher { Template: var template } => CallerPool.Fill(template, v => v.Default ?? "x", "x"),
            IpAddressMatcher => text.Split('/')[0],
            NumericMatcher or DateMatcher => Candidates(text).FirstOrDefault(c => test.Matchers[0].Matches(c, Nobody)),
            _ => text,
        };
    }

    private static IEnumerable<string> Candidates(string bound) => [bound, "0", "1000000000", "2000-01-01T00:00:00Z", "2100-01-01T00:00:00Z"];

    private static readonly RequestContext Nobody =
        RequestContext.Of(new Request(StsAdmission.AssumeRole, Caller.Anonymous, null, null, Request.NoContext));
}
