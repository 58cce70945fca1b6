using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Audit.Replay;

/// <summary>
/// Whether a trust policy admits a recorded call, where some of its tests are open. What the log tells is decided by
/// <see cref="ConditionEvaluator"/>, as everywhere.
/// </summary>
internal sealed class Admission(KnownRequest request, OpenTests open)
{
    public bool Of(PolicyDocument policy)
    {
        if (StsAdmission.Refusal(request.Request) is not null) return false;
        foreach (var action in StsAdmission.NeededActions(request.Request))
            if (!Allows(policy, action))
                return false;
        return request.IsTagged switch
        {
            false => true,
            true => Allows(policy, StsAdmission.TagSession),
            null => Allows(policy, StsAdmission.TagSession) || !open.Holds("session tags", ["whether session tags were passed"]),
        };
    }

    private bool Allows(PolicyDocument policy, string action)
    {
        var allowed = false;
        foreach (var statement in policy.Statements)
        {
            if (statement.Effect == Effect.Allow && allowed || !Applies(statement, action)) continue;
            if (statement.Effect == Effect.Deny) return false;
            allowed = true;
        }
        return allowed;
    }

    private bool Applies(Statement statement, string action) =>
        statement.Action?.Matches(action) == true && Matches(statement.Principal) && statement.Conditions.All(Holds);

    private bool Matches(PrincipalElement? element)
    {
        if (element is null) return true;
        return element.Principals.Any(Is) != element.Negated;
    }

    private bool Is(Principal principal)
    {
        var (caller, named) = request.Caller;
        if (named) return principal.Matches(caller, request.Context.PrincipalArn);
        return principal switch
        {
            Everyone or AccountPrincipal => principal.Matches(caller, null),
            IdentityPrincipal { Arn: var arn } => CanBe(arn) && Open(principal),
            RolePrincipal { Arn: var arn } => caller.Kind == CallerKind.RoleSession && CanBe(arn) && Open(principal),
            ServicePrincipal => caller.Kind == CallerKind.Service && Open(principal),
            FederatedPrincipal { Kind: var kind } => caller.Kind == kind && Open(principal),
            _ => false,
        };
    }

    private bool CanBe(Arn arn) => request.Caller.Caller is { Kind: CallerKind.IamUser or CallerKind.RoleSession } caller && caller.Account?.Digits == arn.Account;

    private bool Open(Principal principal) => open.Holds($"principal {principal.Text}", ["which identity called"]);

    private bool Holds(ConditionTest test)
    {
        var keys = VariablesOf(test).Prepend(test.Key.Text).ToImmutableArray();
        var unknown = keys.Where(k => !request.IsKnown(k)).ToImmutableArray();
        if (unknown.IsEmpty) return ConditionEvaluator.Evaluate(test, request.Context).Holds;
        // A call with another name has another outcome.
        var known = keys.Except(unknown, StringComparer.OrdinalIgnoreCase).Select(k => request.Context.TryGet(k, out var value) ? value.ToString() : "");
        return open.Holds($"{test} {test.Version} {string.Join('\n', known)}", unknown);
    }

    private static IEnumerable<string> VariablesOf(ConditionTest test) =>
        test.Matchers.SelectMany(m => m switch { StringMatcher s => s.Template.Variables, ArnMatcher a => a.Template.Variables, _ => [] }).Select(v => v.Key);
}
