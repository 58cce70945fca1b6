using Namesake.Audit.Findings;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A role that nobody can assume by its trust policy.</summary>
public sealed class RoleClosed : IRule
{
    public string Code => "role-closed";

    public string Title => "a role that nobody can assume by its trust policy";

    public FindingSeverity Severity => FindingSeverity.Medium;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.Roles.Where(r => r.Standing == Standing.Closed).Select(r => new Finding(
            Code, Severity, Subjects.Of(r.Role), $"{r.Role.Label} is closed: {r.Reason}", r.Advice));
}
