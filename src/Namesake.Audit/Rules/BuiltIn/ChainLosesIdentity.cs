using Namesake.Audit.Chains;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A role at which it is lost who began the chain of roles that leads to it.</summary>
public sealed class ChainLosesIdentity : IRule
{
    public string Code => "chain-loses-identity";

    public string Title => "a role at which it is lost who began the chain of roles that leads to it";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts)
    {
        var exempt = facts.ExemptRoles();
        foreach (var role in facts.Chains?.Roles ?? [])
            if (role.Worst == Telling.Lost && !exempt.Contains(role.Role.Arn ?? ""))
                yield return new Finding(
                    Code, Severity, Subjects.Of(role.Role), $"at {role.Role.Label} it is lost who began the chain: {role.Sentence}",
                    "demand a source identity that is set where people sign in, or that each role on the way hands the session name on");
    }
}
