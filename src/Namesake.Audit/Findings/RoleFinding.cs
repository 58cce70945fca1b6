using System.Collections.Immutable;
using Namesake.Audit.Exemptions;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Findings;

/// <summary>What the audit says of one role.</summary>
/// <param name="Role">The role.</param>
/// <param name="Standing">Its verdict, or that its owner cannot edit it.</param>
/// <param name="Answer">The prover's answer; null for exempt roles.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Code">A stable name for the reason.</param>
/// <param name="Advice">What to do; null where nothing is.</param>
public sealed record RoleFinding(Role Role, Standing Standing, RoleAnswer? Answer, string Reason, string Code, string? Advice)
{
    /// <summary>The statement and the condition that the answer turns on.</summary>
    public Decisive Decisive { get; init; } = Decisive.Nothing;

    /// <summary>Why it is left alone although its owner could edit it; null where nobody declared that.</summary>
    public Exempted? Exempted { get; init; }

    /// <summary>Where to look: the condition, the statement, or what was not understood.</summary>
    public SourcePlace? Place => Decisive.Place ?? Answer?.Place;

    /// <summary>Something is wrong with the role.</summary>
    public bool IsFinding => Standing is Standing.Forgeable or Standing.Closed;
}

/// <summary>The verdicts of the contract: the prover's, and exempt.</summary>
public enum Standing
{
    Attributable,
    Forgeable,
    Closed,
    Workload,
    Federated,
    Unknown,

    /// <summary>A service-linked or Identity Center role, whose owner cannot edit it, or one that was declared to be left alone.</summary>
    Exempt,
}

/// <summary>The audit of a set of roles.</summary>
public sealed record AuditReport(ImmutableArray<RoleFinding> Findings, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What the verdicts rest on beside the trust policies.</summary>
    public Premises Premises { get; init; } = Premises.None;

    public int CountOf(Standing standing) => Findings.Count(f => f.Standing == standing);

    public bool HasUndecided => Findings.Any(f => f.Standing == Standing.Unknown) || Diagnostics.Any(d => d.Severity == Severity.Error);
}
