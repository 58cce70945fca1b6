using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>
/// Follows who can become whom through the roles of the input, as far as their trust policies go, and whether the end of
/// each chain still tells who began it.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining</remarks>
public static class ChainAudit
{
    public static ChainReport Run(IEnumerable<Role> input)
    {
        var roles = new ChainRoles(input);
        var entries = roles.All.SelectMany(new Entries(roles).Of).ToImmutableArray();
        var hops = new HopGraph(roles.All.SelectMany(new Hops(roles).Into));
        var ends = roles.All.ToDictionary(r => r, _ => new ChainEnd());
        // What follows a first step does not depend on who made it.
        foreach (var start in entries.GroupBy(e => (e.Step.To, e.Step.Loss == Loss.None)))
        {
            var ways = ChainWalk.From(start.First(), hops);
            foreach (var entry in start)
                foreach (var way in ways)
                    ends[way.Step.To].Add(entry, way);
        }
        var identities = new SourceIdentities();
        var told = ends.ToDictionary(e => e.Key, e => e.Value.ToldBy(identities));
        var sole = new SolePersons(entries, hops, r => ends[r].IsToldByName);
        return new ChainReport([.. roles.All.Select(r => Arrivals(r, ends[r], told, sole.HasOne(r)))]);
    }

    private static RoleArrivals Arrivals(ChainRole role, ChainEnd end, Dictionary<ChainRole, Telling> told, bool hasOneCaller)
    {
        var arrivals = end.Ways.Select(w => ArrivalOf(w.Entry, w.Way, told, hasOneCaller))
            .GroupBy(a => (a.Origin, a.Telling)).Select(g => g.MinBy(a => a.Path.Length)!)
            .OrderBy(a => a.Path.Length).ThenBy(a => a.Origin.Kind).ThenBy(a => $"{a.Origin}", StringComparer.Ordinal).ThenBy(a => a.Telling)
            .ToImmutableArray();
        var worst = role.Trust is null ? Telling.Unknown : arrivals.Select(a => a.Telling).DefaultIfEmpty(Telling.Nobody).Max();
        return new RoleArrivals(role.Role, arrivals, worst, role.Trust is null ? role.Whole.Reason : ChainWords.Sentence(arrivals, worst));
    }

    private static Arrival ArrivalOf(Entry entry, Way way, Dictionary<ChainRole, Telling> told, bool hasOneCaller)
    {
        // The first step is the origin's own: the walk knows only one of those that begin alike.
        ImmutableArray<Step> steps = [entry.Step, .. way.Steps.Skip(1)];
        ImmutableArray<string> path = [.. steps.Select(s => s.To.Arn)];
        var certain = steps.All(s => s.IsCertain);
        if (!entry.Origin.IsPerson) return new Arrival(entry.Origin, path, null, null, Telling.Services, certain, "an AWS service begins the chain");
        if (way.IsNamed) return new Arrival(entry.Origin, path, steps[^1].Carrier, null, Telling.Told, certain, ChainWords.ToldBy(steps[^1].Carrier));
        if (entry.SetsSourceIdentity && told[steps[^1].To] == Telling.Told) return new Arrival(entry.Origin, path, Carrier.SourceIdentity, null, Telling.Told, certain, ChainWords.ToldBy(Carrier.SourceIdentity));
        if (hasOneCaller) return new Arrival(entry.Origin, path, Carrier.SoleCaller, null, Telling.Told, certain, ChainWords.ToldBy(Carrier.SoleCaller));
        var names = steps.TakeWhile(s => s.Loss == Loss.None).Count();
        // As long as the source identity tells, a lost name loses nothing.
        var identities = entry.SetsSourceIdentity ? steps.TakeWhile((s, i) => i < names || told[s.To] == Telling.Told).Count() : names;
        var lost = Math.Max(names, Math.Min(identities, steps.Length - 1));
        var loss = lost == names && entry.Step.Carrier != Carrier.SourceIdentity ? steps[names].Loss
            : told[steps[lost].To] == Telling.Unknown ? Loss.NotProved
            : Loss.SourceIdentities;
        var telling = loss == Loss.NotProved ? Telling.Unknown : Telling.Lost;
        return new Arrival(entry.Origin, path, null, path[lost], telling, certain, ChainWords.LostAt(steps[lost].To.Name, loss, isFirst: lost == 0));
    }
}
