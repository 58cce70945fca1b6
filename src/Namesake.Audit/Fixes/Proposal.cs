using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Fixes;

/// <summary>What came of looking for a change that makes a role attributable: a proposal, or why there is none.</summary>
/// <param name="Role">The role.</param>
/// <param name="Code">A stable name for the outcome, in kebab case.</param>
public abstract record FixOutcome(Role Role, string Code);

/// <summary>A change of a trust policy that was proved before it is shown.</summary>
/// <param name="Role">The role as it is.</param>
/// <param name="OldText">The text of its trust policy, decoded where it stands in a string.</param>
/// <param name="NewText">The text with the edits made.</param>
/// <param name="Edits">The edits, in the order of the text.</param>
/// <param name="Way">Which way was taken.</param>
/// <param name="Proof">Why the change is right.</param>
/// <param name="Notes">What a person should know before making it.</param>
public sealed record Proposal(
    Role Role, string OldText, string NewText, ImmutableArray<TextEdit> Edits, FixWay Way, FixProof Proof, ImmutableArray<FixNote> Notes)
    : FixOutcome(Role, Way.Code)
{
    /// <summary>The trust policy with the edits made, as it was read back.</summary>
    public required PolicyDocument NewPolicy { get; init; }
}

/// <summary>Nothing is proposed.</summary>
/// <param name="Role">The role.</param>
/// <param name="Standing">The verdict on the role, as the audit has it.</param>
/// <param name="Code">Why not: <c>no-fix-…</c>.</param>
/// <param name="Reason">Why not, in one sentence.</param>
/// <param name="Advice">What to do instead; null where nothing is to be done.</param>
public sealed record NoFix(Role Role, Findings.Standing Standing, string Code, string Reason, string? Advice) : FixOutcome(Role, Code);

/// <summary>How a proposal makes names tell their callers.</summary>
/// <param name="Carrier">What carries the identity afterwards.</param>
/// <param name="Demand">The condition, as the policy has it: <c>StringEquals sts:RoleSessionName ${aws:username}</c>.</param>
/// <param name="ByDeny">Whether one Deny statement demands it, in place of conditions in the Allow statements.</param>
public sealed record FixWay(Carrier Carrier, string Demand, bool ByDeny)
{
    public string Code => $"fix-{(Carrier == Carrier.SourceIdentity ? "source-identity" : "session-name")}-{(ByDeny ? "deny" : "allow")}";
}

/// <summary>Why a proposal is right: the answers before and after, and whom the role still serves.</summary>
/// <param name="Old">The prover's answer for the policy as it is.</param>
/// <param name="New">Its answer for the policy as proposed: attributable.</param>
/// <param name="StillPass">For each principal and kind of caller that could pass before: a request that passes after.</param>
public sealed record FixProof(RoleAnswer Old, RoleAnswer New, ImmutableArray<Passage> StillPass);

/// <summary>A principal of an Allow statement through which somebody can assume a role.</summary>
/// <param name="Principal">Its text.</param>
/// <param name="Example">A request that passes.</param>
public sealed record Passage(string Principal, Request Example);

/// <summary>Something that a person should know before a change is made.</summary>
/// <param name="Code">A stable name, in kebab case.</param>
/// <param name="Message">One sentence, which says what to do.</param>
public sealed record FixNote(string Code, string Message);
