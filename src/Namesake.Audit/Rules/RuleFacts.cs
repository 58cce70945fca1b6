using System.Collections.Immutable;
using Namesake.Audit.Chains;
using Namesake.Audit.Exemptions;
using Namesake.Audit.Findings;
using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Rules;

/// <summary>What rules look at. Whoever runs them says what he knows; the rest stays empty.</summary>
/// <param name="Today">The present date, in UTC.</param>
public sealed record RuleFacts(DateOnly Today)
{
    /// <summary>The roles with their verdicts, exemptions applied.</summary>
    public ImmutableArray<RoleFinding> Roles { get; init; } = [];

    /// <summary>The chains of roles; null where nobody followed them.</summary>
    public ChainReport? Chains { get; init; }

    /// <summary>Sessions with the persons behind them.</summary>
    public ImmutableArray<SessionFact> Sessions { get; init; } = [];

    /// <summary>The trails, account by account.</summary>
    public ImmutableArray<AccountTrails> Trails { get; init; } = [];

    /// <summary>What was declared to be left alone.</summary>
    public ImmutableArray<Exemption> Exemptions { get; init; } = [];

    /// <summary>How the trust policies of roles were changed.</summary>
    public ImmutableArray<PolicyTurn> PolicyTurns { get; init; } = [];

    /// <summary>Each trail once: an organization's records many accounts.</summary>
    public IEnumerable<TrailSettings> EachTrail => Trails.SelectMany(a => a.Trails).DistinctBy(t => t.Arn, StringComparer.Ordinal);

    /// <summary>The ARNs of the roles that are left alone: AWS keeps them, or somebody declared it.</summary>
    public HashSet<string> ExemptRoles() => Roles.Where(r => r.Standing == Standing.Exempt || r.Exempted is not null).Select(r => r.Role.Arn).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
