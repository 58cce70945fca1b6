using System.Collections.Immutable;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Attributions;

/// <summary>Lists the ways back where several issuing events fit a hop.</summary>
internal static class AmbiguousWays
{
    /// <summary>All events that fit the first such hop are listed; beyond it, ways that fork again are followed up to this many.</summary>
    private const int MostForks = 64;

    /// <param name="index">The issuing events.</param>
    /// <param name="walk">Walks the parts that are not ambiguous.</param>
    /// <param name="chain">The certain part.</param>
    /// <param name="issuers">Those that fit next.</param>
    public static IEnumerable<ImmutableArray<IssuedCredential>> Find(IssuedIndex index, AncestryWalk walk, ImmutableArray<IssuedCredential> chain, Issuers issuers)
    {
        var open = new Queue<(ImmutableArray<IssuedCredential> Chain, IReadOnlyList<IssuedCredential> Next)>();
        open.Enqueue((chain, issuers.Candidates));
        var promised = issuers.Candidates.Count;
        while (open.TryDequeue(out var fork))
            foreach (var candidate in fork.Next)
            {
                var ancestry = walk.From(candidate);
                ImmutableArray<IssuedCredential> way = [.. fork.Chain, .. ancestry.Chain];
                var next = ancestry.End == WalkEnd.Ambiguous ? index.Find(way[^1].Caller, way[^1].FromConsole, way[^1].Time).Candidates : [];
                if (next.Count < 2 || promised + next.Count > MostForks || GoesRound(way))
                {
                    yield return way;
                    continue;
                }
                promised += next.Count;
                open.Enqueue((way, next));
            }
    }

    private static bool GoesRound(ImmutableArray<IssuedCredential> way) => way.DistinctBy(c => c.Id).Count() < way.Length;
}
