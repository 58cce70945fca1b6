using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.Audit.Chains;
using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Audit.Today;
using Namesake.Policy.Model;
using Namesake.Sources.Roles;

namespace Namesake.App.OwnRules;

/// <summary>What all rules find in an audit of roles.</summary>
/// <param name="Findings">The worst first.</param>
/// <param name="Diagnostics">Which rules could not be asked.</param>
internal sealed record RoleJudgement(ImmutableArray<Finding> Findings, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What the verdicts and the chains say themselves, where both are shown.</summary>
    private static readonly string[] OfTheVerdicts = [new RoleForgeable().Code, new RoleClosed().Code, new RoleUnknown().Code, new ChainLosesIdentity().Code];

    /// <summary>Findings that the verdicts and the chains do not tell.</summary>
    public IEnumerable<Finding> Beyond => Findings.Where(f => !OfTheVerdicts.Contains(f.Code, StringComparer.Ordinal));

    /// <summary>Whether any of them is more than worth knowing.</summary>
    public bool HasWrong => Beyond.Any(f => f.Severity != FindingSeverity.Informational);

    /// <param name="report">The audit, exemptions applied.</param>
    /// <param name="chains">The chains of roles; null where nobody followed them.</param>
    /// <param name="today">Who can assume a role now.</param>
    /// <param name="by">Rules, exemptions, and the date.</param>
    /// <param name="read">What was read.</param>
    public static RoleJudgement Of(AuditReport report, ChainReport? chains, Func<Role, TodayAnswer?> today, JudgedBy by, ReadRoles read)
    {
        var facts = new RuleFacts(by.Today) { Roles = report.Findings, Chains = chains, Exemptions = by.Exemptions, Trails = TrailsOf(read) };
        var own = new OwnRuleRun(by.Rules, RecordKind.Role);
        // Whoever left a role alone did not mean some rules only.
        foreach (var finding in own.IsNeeded ? report.Findings.Where(f => f.Exempted is null) : []) own.Ask(RecordSource.Of(finding, today(finding.Role)));
        return new RoleJudgement(BuiltInRules.Ordered(BuiltInRules.Run(facts).Concat(own.Findings)), [.. own.Diagnostics]);
    }

    private static ImmutableArray<AccountTrails> TrailsOf(ReadRoles read) =>
        [.. read.Trails.OrderBy(t => t.Key.Digits, StringComparer.Ordinal).Select(t => new AccountTrails(t.Key.Digits, t.Value))];
}
