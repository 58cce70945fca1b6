using Namesake.Audit.Findings;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A role of which it is not decided whether its sessions bear their caller's name.</summary>
public sealed class RoleUnknown : IRule
{
    public string Code => "role-unknown";

    public string Title => "a role of which it is not decided whether its sessions bear their caller's name";

    public FindingSeverity Severity => FindingSeverity.Medium;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.Roles.Where(r => r.Standing == Standing.Unknown).Select(r => new Finding(
            Code, Severity, Subjects.Of(r.Role), $"{r.Role.Label} is not decided: {r.Reason}", r.Advice));
}
