using Namesake.Audit.Findings;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A role whose sessions can bear another caller's name.</summary>
public sealed class RoleForgeable : IRule
{
    public string Code => "role-forgeable";

    public string Title => "a role whose sessions can bear another caller's name";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.Roles.Where(r => r.Standing == Standing.Forgeable).Select(r => new Finding(
            Code, Severity, Subjects.Of(r.Role), $"{r.Role.Label} is forgeable: {r.Reason}", r.Advice));
}
