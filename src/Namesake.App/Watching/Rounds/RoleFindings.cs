using System.Collections.Immutable;
using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Policy.Model;

namespace Namesake.App.Watching.Rounds;

/// <summary>What rules find wrong with roles as their trust policies are.</summary>
internal static class RoleFindings
{
    private static readonly ImmutableArray<IRule> Rules = [new RoleForgeable(), new RoleClosed(), new RoleUnknown()];

    public static readonly ImmutableHashSet<string> Codes = [.. Rules.Select(r => r.Code)];

    public static ImmutableArray<Finding> Of(AuditReport report, DateOnly today) => BuiltInRules.Run(Rules, new RuleFacts(today) { Roles = report.Findings });

    /// <summary>What could not be decided of a role is not known to be mended.</summary>
    public static bool IsUndecided(RoleFinding finding) => finding.Standing == Standing.Unknown || finding.Role.TrustPolicy.Diagnostics.Any(d => d.Severity == Severity.Error);
}
