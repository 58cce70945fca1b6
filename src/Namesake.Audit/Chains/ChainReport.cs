using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>Whether the first callers of the chains that end at a role are still told there; the later the worse.</summary>
public enum Telling
{
    /// <summary>Nobody arrives.</summary>
    Nobody,

    /// <summary>Only AWS services arrive, which are nobody in particular.</summary>
    Services,

    /// <summary>All are told.</summary>
    Told,

    /// <summary>Not decided: the trust policy was not understood, or the prover gave no answer.</summary>
    Unknown,

    /// <summary>Somebody's identity is lost.</summary>
    Lost,
}

/// <summary>Callers that arrive at a role, and whether it still tells which of them it is.</summary>
/// <param name="Origin">Who begins the chain.</param>
/// <param name="Path">The ARNs of the roles on the shortest way, the role itself last.</param>
/// <param name="Carried">What tells the first caller at the end; null where nothing does, and for services.</param>
/// <param name="LostAt">The ARN of the role where the identity is lost.</param>
/// <param name="Telling">The same in one word.</param>
/// <param name="IsCertain">Whether every step is known to be possible; otherwise it could only not be excluded.</param>
/// <param name="Reason">Why, such as <c>lost at Deploy, which lets sessions choose any name</c>.</param>
public sealed record Arrival(Origin Origin, ImmutableArray<string> Path, Carrier? Carried, string? LostAt, Telling Telling, bool IsCertain, string Reason);

/// <summary>What arrives at one role: for each origin the shortest way, and another where that is worse.</summary>
/// <param name="Role">The role.</param>
/// <param name="Arrivals">The shortest first.</param>
/// <param name="Worst">The worst of them.</param>
/// <param name="Sentence">The worst in a sentence.</param>
public sealed record RoleArrivals(Role Role, ImmutableArray<Arrival> Arrivals, Telling Worst, string Sentence);

/// <summary>The chains of roles of one or several accounts.</summary>
/// <param name="Roles">Every role of the input that has an ARN, in the order of the ARNs.</param>
public sealed record ChainReport(ImmutableArray<RoleArrivals> Roles)
{
    public int CountOf(Telling telling) => Roles.Count(r => r.Worst == telling);
}
