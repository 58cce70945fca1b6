using System.Collections.Immutable;
using System.Text;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>
/// Finds which roles' sessions can assume a role. Roles between which the trust policy does not distinguish have one
/// answer, so that trust of a whole account costs a question, not one for each of its roles.
/// </summary>
internal sealed class Hops(ChainRoles roles)
{
    public IEnumerable<Hop> Into(ChainRole to)
    {
        if (to.Trust is null || to.Whole.Verdict == Verdict.Closed) yield break;
        var principals = to.Trust.Statements.SelectMany(s => s.Principal?.Principals ?? []).Distinct().ToImmutableArray();
        var tests = to.Trust.Statements.SelectMany(s => s.Conditions).ToImmutableArray();
        foreach (var alike in to.Trusted.SelectMany(roles.Of).Distinct().GroupBy(f => Likeness(f, principals, tests), StringComparer.Ordinal))
            if (Ask(alike.First(), to) is { } step)
                yield return new Hop(step, [.. alike]);
    }

    private static Step? Ask(ChainRole from, ChainRole to)
    {
        if (!Arn.TryParse(from.Arn, out var arn)) return null;
        var answer = to.Ask(CallerGuard.None.Only(new RolePrincipal(arn)));
        return Entries.Open(answer, CallerKind.RoleSession) is { } open ? Step.Of(to, answer, open) : null;
    }

    /// <summary>Equal for roles that no principal and no condition tells apart.</summary>
    private static string Likeness(ChainRole role, ImmutableArray<Principal> principals, ImmutableArray<ConditionTest> tests)
    {
        var likeness = new StringBuilder(role.Account.Digits);
        foreach (var principal in principals) likeness.Append(principal.Matches(role.Sessions.Request.Caller, role.Arn) || IsSessionOf(principal, role) ? '1' : '0');
        foreach (var test in tests)
        {
            if (test.Values.Any(v => v.Text.Contains("aws:Principal", StringComparison.OrdinalIgnoreCase) && v.Text.Contains("${", StringComparison.Ordinal))) return role.Arn;
            if (!test.Key.Text.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase)) continue;
            if (test.Values.Any(v => v.Text.Contains("${", StringComparison.Ordinal))) return role.Arn;
            likeness.Append(ConditionEvaluator.Evaluate(test, role.Sessions).Holds ? 'y' : 'n');
        }
        return likeness.ToString();
    }

    private static bool IsSessionOf(Principal principal, ChainRole role) =>
        principal is IdentityPrincipal { Arn: { ResourceType: "assumed-role" } arn } && arn.Account == role.Account.Digits && arn.ResourceId.StartsWith($"{role.Name}/", StringComparison.Ordinal);
}
