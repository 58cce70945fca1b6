using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Audit.Chains;

/// <summary>A way from a first step to a role.</summary>
/// <param name="Before">The way up to the role before; null for the first step.</param>
/// <param name="Step">The last step.</param>
/// <param name="IsNamed">Whether the session name tells the first caller still.</param>
internal sealed record Way(Way? Before, Step Step, bool IsNamed)
{
    public IEnumerable<Step> Steps => Before is null ? [Step] : Before.Steps.Append(Step);

    public int Length { get; } = Before is null ? 1 : Before.Length + 1;
}

/// <summary>Walks the graph of roles breadth first: each role is reached once with the name told and once with it lost.</summary>
internal static class ChainWalk
{
    public static ImmutableArray<Way> From(Entry start, HopGraph hops)
    {
        var first = new Way(null, start.Step, start.Step.Loss == Loss.None);
        var seen = new HashSet<(ChainRole, bool)> { (first.Step.To, first.IsNamed) };
        var ways = ImmutableArray.CreateBuilder<Way>();
        ways.Add(first);
        var followed = new HashSet<(IReadOnlyList<Step>, bool)>();
        for (var i = 0; i < ways.Count; i++)
            foreach (var hop in hops.From(ways[i].Step.To).Where(l => followed.Add((l, ways[i].IsNamed))).SelectMany(l => l))
                if (new Way(ways[i], hop, ways[i].IsNamed && hop.Loss == Loss.None) is var next && seen.Add((hop.To, next.IsNamed)))
                    ways.Add(next);
        return ways.ToImmutable();
    }
}

/// <summary>The ways that end at a role.</summary>
internal sealed class ChainEnd
{
    private readonly Dictionary<(Origin, bool Named, bool Identity), (Entry Entry, Way Way, int Length)> _ways = [];
    private readonly HashSet<Entry> _entries = new(ReferenceEqualityComparer.Instance);
    private bool _someoneWithout;

    public IEnumerable<(Entry Entry, Way Way)> Ways => _ways.Values.Select(w => (w.Entry, w.Way));

    public void Add(Entry entry, Way way)
    {
        var length = way.Length;
        var key = (entry.Origin, way.IsNamed, entry.SetsSourceIdentity);
        if (!_ways.TryGetValue(key, out var known) || length < known.Length) _ways[key] = (entry, way, length);
        if (entry.SetsSourceIdentity) _entries.Add(entry);
        // A service names its sessions itself, but what those do further on is like anybody's.
        else _someoneWithout |= entry.Origin.IsPerson || length > 1;
    }

    /// <summary>Whether the session names tell all who arrive, each of them a person.</summary>
    public bool IsToldByName => _ways.Values.All(w => w.Way.IsNamed && w.Entry.Origin.IsPerson);

    /// <summary>Whether all who arrive bear source identities, no two callers the same.</summary>
    public Telling ToldBy(SourceIdentities identities) => _someoneWithout ? Telling.Lost : identities.Tell(_entries);
}
