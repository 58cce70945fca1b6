using System.Collections.Concurrent;
using CsCheck;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Prover.Tests;

/// <summary>
/// Random trust policies against a world in which every request can be tried: policy number i is the same in every run.
/// NAMESAKE_ORACLE=N tries N policies in place of the usual number, NAMESAKE_ORACLE_FIRST=K begins with number K, and
/// NAMESAKE_UNKNOWN=FILE writes down what was not decided.
/// </summary>
public sealed class RandomAttackTests(ITestOutputHelper output)
{
    private const uint Stream = 20_261;
    private static readonly int Runs = Number("NAMESAKE_ORACLE") ?? 3_000;
    private static readonly int First = Number("NAMESAKE_ORACLE_FIRST") ?? 0;

    private readonly ConcurrentDictionary<(Verdict Verdict, bool Clash, bool Empty), int> _tally = new();
    private readonly ConcurrentBag<(string Why, string Policy)> _refuted = [];
    private readonly Lock _file = new();

    [Fact]
    public void No_answer_is_refuted_by_trying_every_request_of_a_small_world()
    {
        Parallel.For(First, First + Runs, i => Try(TrustPolicyGenerators.Policy.Generate(new PCG(Stream, (ulong)i), null, out _)));
        foreach (var ((verdict, clash, empty), count) in _tally.OrderBy(t => t.Key.Verdict).ThenByDescending(t => t.Value))
            output.WriteLine($"{verdict,-13} {(empty ? "nobody admitted" : clash ? "clash found" : "no clash found"),-16} {count,7} {100.0 * count / Runs,6:F2} %");
        Assert.True(_refuted.IsEmpty, Shortest());
        // Of many policies one in a hundred may end as unknown; few may have more by chance.
        var unknown = _tally.Where(t => t.Key.Verdict == Verdict.Unknown).Sum(t => t.Value);
        Assert.True(unknown <= Runs / 100 + 10, $"{unknown} of {Runs} policies are unknown");
        // The attack must have met every verdict, and not vacuously.
        foreach (var verdict in Enum.GetValues<Verdict>())
            Assert.True(_tally.Any(t => t.Key.Verdict == verdict && t.Key.Empty == (verdict == Verdict.Closed)), $"no policy was {verdict}");
    }

    private void Try(string json)
    {
        var parsed = PolicyParser.Parse(json);
        Assert.False(parsed.HasErrors, $"{string.Join("; ", parsed.Diagnostics)} in {json}");
        var answer = Attributable.Ask(parsed);
        var census = TinyWorld.World.Count(parsed.Document!);
        _tally.AddOrUpdate((answer.Verdict, census.WithoutServices.Clash is not null, census.IsEmpty), 1, (_, n) => n + 1);
        if (answer.Verdict == Verdict.Unknown && Environment.GetEnvironmentVariable("NAMESAKE_UNKNOWN") is { } file)
            lock (_file)
                File.AppendAllText(file, $"{census.IsEmpty} {census.WithoutServices.Clash is not null} {answer.Code}: {answer.Reason}\n{json}\n");
        foreach (var why in Contradictions.Of(parsed.Document!, answer, census))
            _refuted.Add(($"{why} ({answer.Code}: {answer.Reason})", json));
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;

    // The shortest policies say most; contradictions that begin alike are most likely one.
    private string Shortest() => $"{_refuted.Count} contradictions:\n\n" + string.Join("\n\n", _refuted
        .GroupBy(r => string.Join(' ', r.Why.Split(' ').Take(5)), StringComparer.Ordinal)
        .Select(g => (Count: g.Count(), Case: g.MinBy(r => r.Policy.Length)))
        .Select(g => $"{g.Count} x {g.Case.Why}\n{g.Case.Policy}"));
}
