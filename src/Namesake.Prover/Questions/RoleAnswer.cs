using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Questions;

/// <summary>The answer for one kind of caller.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Verdict">Its verdict.</param>
/// <param name="CanAssume">Whether anybody of the kind can assume the role; null where not decided.</param>
/// <param name="Example">An admitted request, where one was found.</param>
/// <param name="Reason">One sentence for a person.</param>
public sealed record CallerAnswer(CallerKind Kind, Verdict Verdict, bool? CanAssume, Request? Example, string Reason);

/// <summary>The answer for a trust policy.</summary>
/// <param name="Verdict">The worst over the kinds of caller, or of two kinds together.</param>
/// <param name="Carrier">What carries the identity, where something does.</param>
/// <param name="Callers">The answer for each kind that the policy seems to trust.</param>
/// <param name="Witness">For a forgeable role: two requests that it admits, different callers and one name.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Code">A stable name for the reason.</param>
/// <param name="Place">The statement that decides, where there is one.</param>
public sealed record RoleAnswer(
    Verdict Verdict,
    Carrier? Carrier,
    ImmutableArray<CallerAnswer> Callers,
    Witness? Witness,
    string Reason,
    string Code,
    SourcePlace? Place)
{
    /// <summary>
    /// For an attributable or federated role: the statements that the proof needs, those that let callers in and each Deny
    /// without which it does not hold.
    /// </summary>
    public ImmutableArray<Statement> Needed { get; init; } = [];

    /// <summary>For a forgeable role: the condition that was to stop it, where there is one.</summary>
    public SourcePlace? ConditionPlace { get; init; }

    public static RoleAnswer Unknown(string code, string reason, SourcePlace? place) =>
        new(Verdict.Unknown, null, [], null, reason, code, place);
}
