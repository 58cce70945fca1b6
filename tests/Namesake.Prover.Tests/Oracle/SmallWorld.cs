using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle;

/// <summary>All the callers, names and values of a world small enough to try every request of it.</summary>
/// <param name="Callers">Who there is.</param>
/// <param name="SessionNames">The session names that anybody may ask for.</param>
/// <param name="SourceIdentities">The source identities, beside none.</param>
/// <param name="Values">For each free condition key the values that it may have, beside being absent.</param>
/// <param name="RolePaths">The ARN with its path, for role ARNs that a session's own ARN does not show.</param>
internal sealed record SmallWorld(
    ImmutableArray<Caller> Callers,
    ImmutableArray<string> SessionNames,
    ImmutableArray<string> SourceIdentities,
    ImmutableSortedDictionary<string, ImmutableArray<ContextValue>> Values,
    ImmutableDictionary<string, string> RolePaths)
{
    /// <summary>Every request of the world that the policy admits, found by asking the evaluator about each.</summary>
    public Census Count(PolicyDocument policy)
    {
        var mentions = new Mentions(policy);
        return new Census([.. Callers.SelectMany(c => Requests(policy, c, mentions)).Where(r => StsAdmission.Admits(policy, r))]);
    }

    // A dimension of the world that the policy does not speak of cannot change its answer: one or two points of it are enough.
    private IEnumerable<Request> Requests(PolicyDocument policy, Caller caller, Mentions mentions)
    {
        var bare = new Request(StsAdmission.ActionFor(caller.Kind), caller, null, null, KnownKeys(caller));
        if (!policy.Statements.Any(s => s.Effect == Effect.Allow && Evaluator.MatchesPrincipal(s.Principal, RequestContext.Of(bare)))) return [];
        var names = caller.Kind == CallerKind.Saml ? [caller.UserName!]
            : mentions.Key("sts:RoleSessionName") ? SessionNames : SessionNames[..2];
        ImmutableArray<string?> identities = mentions.Key("sts:SourceIdentity") ? [null, .. SourceIdentities] : [null];
        return
            from context in Contexts(bare.Context, caller, mentions)
            from identity in identities
            from name in names
            select bare with { SessionName = name, SourceIdentity = identity, Context = context };
    }

    private ImmutableSortedDictionary<string, ContextValue> KnownKeys(Caller caller) =>
        caller.Kind == CallerKind.RoleSession && RolePaths.TryGetValue(caller.PrincipalArn, out var arn)
            ? Request.NoContext.SetItem("aws:PrincipalArn", ContextValue.Of(arn))
            : Request.NoContext;

    private IEnumerable<ImmutableSortedDictionary<string, ContextValue>> Contexts(
        ImmutableSortedDictionary<string, ContextValue> known, Caller caller, Mentions mentions)
    {
        IEnumerable<ImmutableSortedDictionary<string, ContextValue>> contexts = [known];
        foreach (var (key, values) in Values)
            if (mentions.Key(key) && KeyPresence.IsPossible(key, caller))
                contexts = contexts.SelectMany(c => values.Select(v => c.SetItem(key, v)).Prepend(c)).ToList();
        return contexts;
    }

    /// <summary>Which condition keys a policy speaks of, as a key or as a variable.</summary>
    private sealed class Mentions(PolicyDocument policy)
    {
        private readonly string _text = string.Join('\n', policy.Statements
            .SelectMany(s => s.Conditions)
            .SelectMany(c => c.Values.Select(v => v.Text).Append(c.Key.Text)));

        public bool Key(string key) => _text.Contains(key, StringComparison.OrdinalIgnoreCase);
    }
}
