using System.Collections.Immutable;

namespace Namesake.Audit.Chains;

/// <summary>One step and all the roles whose sessions can take it.</summary>
internal sealed record Hop(Step Step, ImmutableArray<ChainRole> From);

/// <summary>
/// Which steps a session of a role can take. Roles that can take the same steps share the list of them: where an account
/// trusts itself widely a walk follows it once, not once for each of its roles.
/// </summary>
internal sealed class HopGraph
{
    private readonly Dictionary<ChainRole, List<Step>> _own = [];
    private readonly Dictionary<ChainRole, List<Step>> _shared = [];

    public HopGraph(IEnumerable<Hop> hops)
    {
        var wide = new Dictionary<ChainRole, List<int>>();
        var steps = new List<Step>();
        foreach (var hop in hops)
        {
            if (hop.From is [var only]) ListOf(_own, only).Add(hop.Step);
            else
                foreach (var from in hop.From) ListOf(wide, from).Add(steps.Count);
            steps.Add(hop.Step);
        }
        var lists = new Dictionary<string, List<Step>>(StringComparer.Ordinal);
        foreach (var (role, numbers) in wide)
        {
            var key = string.Join(' ', numbers);
            if (!lists.TryGetValue(key, out var list)) lists[key] = list = [.. numbers.Select(n => steps[n])];
            _shared[role] = list;
        }
    }

    /// <summary>The steps in one or two lists; a list is the same object for all roles that share it.</summary>
    public IEnumerable<IReadOnlyList<Step>> From(ChainRole role)
    {
        if (_own.TryGetValue(role, out var own)) yield return own;
        if (_shared.TryGetValue(role, out var shared)) yield return shared;
    }

    private static List<T> ListOf<T>(Dictionary<ChainRole, List<T>> lists, ChainRole role)
    {
        if (!lists.TryGetValue(role, out var list)) lists[role] = list = [];
        return list;
    }
}
