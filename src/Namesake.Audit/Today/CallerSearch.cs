using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Today;

/// <summary>A caller and its ways in that were found open.</summary>
internal sealed record FoundCaller(TodayCaller Caller, ImmutableArray<Entrance> Entrances);

/// <summary>Finds which identities the trust policy admits: by a likely request where one will do, by the prover where not.</summary>
internal sealed class CallerSearch(TodayTrust trust, Arn role)
{
    private static readonly string[] LikelyNames = ["session", "alice"];

    public ImmutableArray<FoundCaller> Find() =>
        [.. trust.Entrances.GroupBy(e => (e.Identity.Arn, e.Session)).Select(g => Of([.. g])).OfType<FoundCaller>()
            .OrderBy(f => f.Entrances[0].Identity.Kind)];

    /// <summary>The prover's question for these callers together.</summary>
    public RoleAnswer Ask(ImmutableArray<FoundCaller> callers) => Ask(callers.SelectMany(c => c.Entrances).ToImmutableArray());

    // The surest ways first: a way that is only perhaps open may be the one that the trust policy's conditions leave.
    private FoundCaller? Of(ImmutableArray<Entrance> entrances)
    {
        var undecided = false;
        foreach (var certainty in entrances.Select(e => e.Certainty).Distinct().OrderDescending())
        {
            ImmutableArray<Entrance> mine = [.. entrances.Where(e => e.Certainty >= certainty)];
            var (can, example) = Admits(mine);
            undecided |= can is null;
            if (can == true) return Found(mine, undecided ? Certainty.Undecided : certainty, example);
        }
        return undecided ? Found(entrances, Certainty.Undecided, null) : null;
    }

    private static FoundCaller Found(ImmutableArray<Entrance> entrances, Certainty certainty, Request? example) =>
        new(new TodayCaller(entrances[0].Identity.Arn, entrances[0].Session, certainty, example), entrances);

    private (bool? Can, Request? Example) Admits(ImmutableArray<Entrance> entrances)
    {
        var policies = Set(entrances);
        if (Likely(entrances[0]).FirstOrDefault(r => StsAdmission.Admits(policies, r)) is { } request) return (true, request);
        var answer = Attributable.Ask(policies, Assumptions.None);
        if (answer.Verdict == Verdict.Closed) return (false, null);
        return answer.Callers.FirstOrDefault(c => c.Kind == entrances[0].Identity.Kind) switch
        {
            null or { Verdict: Verdict.Closed } => (false, null),
            { CanAssume: true, Example: var example } => (true, example),
            _ => (null, null),
        };
    }

    private static IEnumerable<Request> Likely(Entrance entrance)
    {
        var caller = Permission.CallerOf(entrance.Identity, entrance.Session ?? "alice");
        foreach (var name in (string[])[caller.UserName ?? caller.OwnSessionName!, .. LikelyNames])
            foreach (var identity in (string?[])[null, name])
                yield return new Request(StsAdmission.AssumeRole, caller, name, identity, Permission.ContextOf(entrance.Identity));
    }

    private RoleAnswer Ask(ImmutableArray<Entrance> entrances) => Attributable.Ask(Set(entrances), Assumptions.None);

    private PolicySet Set(ImmutableArray<Entrance> entrances) => new(trust.For(entrances), [], [], role.ToString());
}
