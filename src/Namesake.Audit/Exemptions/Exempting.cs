using System.Collections.Immutable;
using System.Globalization;
using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Policy.Model;

namespace Namesake.Audit.Exemptions;

/// <summary>Takes what was declared to be left alone out of an audit's findings.</summary>
public static class Exempting
{
    /// <summary>
    /// The report in which each forgeable, closed or unknown role that an exemption in force speaks of is exempt; with a note
    /// for each exemption that speaks of no role at all.
    /// </summary>
    /// <param name="report">The audit.</param>
    /// <param name="exemptions">Of several that speak of a role, the first in force counts.</param>
    /// <param name="today">The present date, in UTC.</param>
    public static AuditReport Apply(AuditReport report, ImmutableArray<Exemption> exemptions, DateOnly today)
    {
        if (exemptions.IsEmpty) return report;
        var inForce = exemptions.Where(e => !e.HasExpired(today)).ToList();
        var idle = exemptions.Where(e => !report.Findings.Any(f => e.Matches(f.Role)))
            .Select(e => new Diagnostic(Severity.Note, "exemption-without-role", $"the exemption of \"{e.Pattern}\" matches no role that was audited: mend the pattern, or drop it", e.Place));
        return report with
        {
            Findings = [.. report.Findings.Select(f => f.Standing != Standing.Exempt && inForce.FirstOrDefault(e => e.Matches(f.Role)) is { } by ? Exempted(f, by) : f)],
            Diagnostics = [.. report.Diagnostics, .. idle],
        };
    }

    /// <summary>Whether a finding is about a role that an exemption in force speaks of.</summary>
    public static bool IsLeftAlone(Finding finding, ImmutableArray<Exemption> exemptions, DateOnly today) =>
        finding.Subject.Kind == SubjectKind.Role && exemptions.Any(e => !e.HasExpired(today) && e.Matches(finding.Subject.Id));

    private static bool IsWrong(Standing standing) => standing is Standing.Forgeable or Standing.Closed or Standing.Unknown;

    // A role with which nothing is wrong keeps its verdict; other rules leave it alone too.
    private static RoleFinding Exempted(RoleFinding finding, Exemption by) => !IsWrong(finding.Standing) ? finding with { Exempted = new Exempted(by, finding.Standing) } : finding with
    {
        Standing = Standing.Exempt,
        Code = "exempt-declared",
        Reason = $"exempt until {by.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} by {by.Owner}: {by.Reason}; else {finding.Standing.ToString().ToLowerInvariant()}: {finding.Reason}",
        Advice = null,
        Exempted = new Exempted(by, finding.Standing),
    };
}

/// <summary>Why a role is exempt that its owner could edit.</summary>
/// <param name="By">What was declared.</param>
/// <param name="Without">What the audit says of the role.</param>
public sealed record Exempted(Exemption By, Standing Without);
