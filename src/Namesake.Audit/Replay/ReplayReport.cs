using System.Collections.Immutable;
using Namesake.Sessions.Attributions;

namespace Namesake.Audit.Replay;

/// <summary>Calls that are alike: one caller, one tool, one outcome, one thing to change.</summary>
/// <param name="Who">The user's or the role's ARN, the service, or the provider; in words where the log tells less.</param>
/// <param name="Person">Who is behind the last of them; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="EventName">AssumeRole, AssumeRoleWithSAML or AssumeRoleWithWebIdentity.</param>
/// <param name="Tool">The tool, as its user agent tells.</param>
/// <param name="UserAgent">The user agent of the last of them; null where it was not kept.</param>
/// <param name="Calls">How many there are.</param>
/// <param name="First">The time of the first, in milliseconds since 1970.</param>
/// <param name="Last">The time of the last.</param>
/// <param name="LastEvent">The id of the last.</param>
/// <param name="SessionNames">Some of the session names that they gave, the latest first.</param>
/// <param name="SessionNameCount">How many different ones there are.</param>
/// <param name="SourceIdentities">Some of the source identities that they gave.</param>
/// <param name="Unknown">Where nothing can be said: what the log does not tell.</param>
/// <param name="Change">Other names with which they would be let in; null where no name helps, or nothing can be said.</param>
/// <param name="Advice">What to do, a line each.</param>
public sealed record ReplayGroup(
    string Who, Origin? Person, Evidence Evidence, string EventName, Tool Tool, string? UserAgent, int Calls, long First, long Last, string LastEvent,
    ImmutableArray<string> SessionNames, int SessionNameCount, ImmutableArray<string> SourceIdentities, ImmutableArray<string> Unknown, NameChange? Change, ImmutableArray<string> Advice)
{
    /// <summary>So many names are shown.</summary>
    public const int MostNames = 5;
}

/// <summary>What a proposed trust policy would have done with the calls of history.</summary>
/// <param name="Allowed">How many it would have let in.</param>
/// <param name="Refused">Whom it would have locked out, the most calls first.</param>
/// <param name="Undecided">Of whom it cannot be said.</param>
public sealed record ReplayReport(int Allowed, ImmutableArray<ReplayGroup> Refused, ImmutableArray<ReplayGroup> Undecided)
{
    /// <summary>How many calls were put to the policy.</summary>
    public int Calls => Allowed + Refused.Sum(g => g.Calls) + Undecided.Sum(g => g.Calls);
}
