using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;
using Namesake.Prover.Replay;

namespace Namesake.Audit.Today;

/// <summary>A user or role of the input that can assume a role now.</summary>
/// <param name="Identity">Its ARN; a role's stands for the sessions of it.</param>
/// <param name="Session">The one session that the trust policy names, where it names one.</param>
/// <param name="Certainty">How far that is known; never <see cref="Certainty.None"/>.</param>
/// <param name="Example">An admitted request, where one was found.</param>
public sealed record TodayCaller(Arn Identity, string? Session, Certainty Certainty, Request? Example);

/// <summary>Who can assume a role now, and whether two of them can get one session name.</summary>
/// <param name="Callers">The users and roles of the input that can, users first.</param>
/// <param name="Verdict">Of these callers alone; closed where there are none.</param>
/// <param name="Carrier">What carries their identity, where something does.</param>
/// <param name="Witness">Two requests of existing callers with one name, where there are.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Outside">Whom the trust policy lets in besides, but the input does not list: other accounts, providers, services.</param>
/// <param name="Gaps">What was not read, so that somebody may be missing or too many: empty where the answer is complete.</param>
public sealed record TodayAnswer(
    ImmutableArray<TodayCaller> Callers,
    Verdict Verdict,
    Carrier? Carrier,
    Witness? Witness,
    string Reason,
    ImmutableArray<string> Outside,
    ImmutableArray<Diagnostic> Gaps)
{
    /// <summary>Whether all that the answer rests on was read.</summary>
    public bool IsComplete => Gaps.IsEmpty;
}
