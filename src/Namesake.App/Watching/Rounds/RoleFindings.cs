using System.Collections.Immutable;
using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;
using Namesake.Policy.Model;

namespace Namesake.App.Watching.Rounds;

/// <summary>What an audit says of roles, as findings.</summary>
internal static class RoleFindings
{
    public static IEnumerable<Finding> Of(AuditReport report) =>
        report.Findings.Where(f => f.IsFinding).Select(f => new Finding(f.Code, SeverityOf(f), SubjectOf(f.Role), Sentence(f), f.Advice));

    /// <summary>What could not be decided of a role is not known to be mended.</summary>
    public static bool IsUndecided(RoleFinding finding) => finding.Standing == Standing.Unknown || finding.Role.TrustPolicy.Diagnostics.Any(d => d.Severity == Severity.Error);

    public static FindingSubject SubjectOf(Role role) => new(
        SubjectKind.Role, role.Arn ?? $"{role.Place.File}#{role.Name ?? FormattableString.Invariant($"{role.Place.Line}")}", RoleKey.Of(role.Arn)?.Account, null);

    // A name that anybody can take hides who acts; a role that nobody can assume hides nothing.
    private static FindingSeverity SeverityOf(RoleFinding finding) => finding.Standing == Standing.Forgeable ? FindingSeverity.High : FindingSeverity.Low;

    private static string Sentence(RoleFinding finding) => $"{(finding.Standing == Standing.Forgeable ? "its sessions' names can be forged" : "nobody can assume it")}: {finding.Reason}";
}
