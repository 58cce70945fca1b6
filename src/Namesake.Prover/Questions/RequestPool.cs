using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Questions;

/// <summary>Requests worth trying on one way into a role: callers that it trusts, names that its conditions speak of, and a context that suits them.</summary>
internal static class RequestPool
{
    public static IEnumerable<Request> For(PolicyDocument policy, Way way)
    {
        var context = ContextPool.For(way);
        var tests = policy.Statements.SelectMany(s => s.Conditions).ToList();
        var names = tests.Where(t => Is(t, KeyCatalogue.SessionName)).ToList();
        var identities = tests.Where(t => Is(t, KeyCatalogue.SourceIdentity)).ToList();
        var bare = CallerPool.For(way, tests)
            .Select(c => new Request(StsAdmission.ActionFor(way.Kind), c.Caller, null, null, WithCallerKeys(context, c, tests)))
            .ToList();
        // Every caller tries every caller's names: a name that fits two of them is what refutes.
        var contexts = bare.Select(RequestContext.Of).ToList();
        var sessionNames = NamesFor(names, contexts);
        var sourceIdentities = identities.Count == 0 ? [null] : NamesFor(identities, contexts).Prepend(null).ToList();
        foreach (var request in bare)
            foreach (var identity in sourceIdentities)
                foreach (var name in request.Caller.Kind == CallerKind.Saml ? [request.Caller.UserName!] : sessionNames)
                    yield return request with { SessionName = name, SourceIdentity = identity };
    }

    /// <summary>The names that the values of the tests admit for the callers, wildcards filled in briefly, and two lifelike ones.</summary>
    private static List<string> NamesFor(List<ConditionTest> tests, List<RequestContext> contexts)
    {
        var names = new List<string>(CallerPool.Names);
        foreach (var matcher in tests.SelectMany(t => t.Matchers).OfType<StringMatcher>())
            foreach (var context in contexts)
                foreach (var run in (string[])["", "a", "b"])
                    names.Add(CallerPool.Fill(matcher.Template, v => context.VariableValue(v) ?? "", run));
        return [.. names.Where(IsName).Distinct(StringComparer.Ordinal).Take(60)];
    }

    private static bool IsName(string text) =>
        text.Length is >= StsAdmission.MinNameLength and <= StsAdmission.MaxNameLength && text.AsSpan().IndexOfAnyExcept(StsAdmission.NameCharacters) < 0;

    private static ImmutableSortedDictionary<string, ContextValue> WithCallerKeys(
        ImmutableSortedDictionary<string, ContextValue> context, PooledCaller caller, List<ConditionTest> tests)
    {
        if (caller.PrincipalArn is { } arn) context = context.SetItem("aws:PrincipalArn", ContextValue.Of(arn));
        if (caller.Caller.Kind is not (CallerKind.IamUser or CallerKind.RoleSession)) return context;
        var mentioned = tests.Any(t => t.Key.Text.Equals("aws:userid", StringComparison.OrdinalIgnoreCase)
            || t.Values.Any(v => v.Text.Contains("aws:userid", StringComparison.OrdinalIgnoreCase)));
        return mentioned ? context.SetItem("aws:userid", ContextValue.Of(UserId(caller.Caller))) : context;
    }

    // The unique id that IAM would give: made from the name so that it differs where the names do.
    private static string UserId(Caller caller)
    {
        var hash = caller.PrincipalArn.Aggregate(14_695_981_039_346_656_037UL, (h, c) => (h ^ c) * 1_099_511_628_211UL);
        var id = $"{hash:X16}";
        return caller.Kind == CallerKind.IamUser ? $"AIDA{id}" : $"AROA{id}:{caller.OwnSessionName}";
    }

    private static bool Is(ConditionTest test, string key) => test.Key.Text.Equals(key, StringComparison.OrdinalIgnoreCase);
}
