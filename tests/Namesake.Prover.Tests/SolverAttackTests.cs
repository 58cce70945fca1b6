using System.Collections.Concurrent;
using System.Diagnostics;
using CsCheck;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Prover.Tests.Oracle;
using Namesake.Prover.Tests.Oracle.Smt;

namespace Namesake.Prover.Tests;

/// <summary>
/// Answers against cvc5, which decides the same questions from the same policies in a world without bounds. NAMESAKE_ORACLE=N tries a
/// hundredth of N random policies in place of the usual number.
/// </summary>
public sealed class SolverAttackTests(ITestOutputHelper output)
{
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("NAMESAKE_ORACLE"), out var runs) ? Math.Max(40, runs / 100) : 40;

    // One solver a core: more would only take the time from one another.
    private static readonly ParallelOptions OnEveryCore = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    // Every run tries the same policies, and more of them.
    private const uint Stream = 5;

    private readonly ConcurrentDictionary<string, int> _tally = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _refuted = [];
    private readonly ConcurrentBag<SolverTeam> _solvers = [];

    [Fact]
    public void No_answer_is_refuted_by_the_solver()
    {
        RequireSolver();
        var watch = Stopwatch.StartNew();
        Parallel.For(0, Runs, OnEveryCore, i => Try(TrustPolicyGenerators.Policy.Generate(new PCG(Stream, (ulong)i), null, out _)));
        Finish(watch.Elapsed, Runs);
    }

    [Fact]
    public void No_true_verdict_of_the_corpus_is_refuted_by_the_solver()
    {
        RequireSolver();
        var watch = Stopwatch.StartNew();
        var cases = VerdictCase.Lines().Select(VerdictCase.Read).ToList();
        Parallel.ForEach(cases, OnEveryCore, c => Try(c.Verdict, c.Carrier, c.Policy.Document!, c.Line));
        Finish(watch.Elapsed, cases.Count);
    }

    private void Try(string json)
    {
        var parsed = PolicyParser.Parse(json);
        var answer = Attributable.Ask(parsed);
        Try(answer.Verdict, answer.Carrier, parsed.Document!, json);
    }

    private void Try(Verdict verdict, Carrier? carrier, PolicyDocument policy, string text)
    {
        if (!_solvers.TryTake(out var solver)) solver = new SolverTeam();
        var oracle = new SolverOracle(policy, solver);
        try
        {
            foreach (var why in SolverContradictions.Of(verdict, carrier, oracle)) _refuted.Add($"{why}\n{text}");
            if (verdict == Verdict.Unknown) Count($"unknown, clash {oracle.Clash(Shared.Both).Answer}");
            Count($"policies {verdict}");
        }
        catch (NotEncodedException e)
        {
            Count($"policies not encoded: {e.Message}");
        }
        foreach (var answer in oracle.Answers) Count($"questions {answer}");
        if (oracle.Answers.Contains(SolverAnswer.Unknown)) Count("policies with a question undecided");
        _solvers.Add(solver);
    }

    private void Count(string what) => _tally.AddOrUpdate(what, 1, (_, n) => n + 1);

    private void Finish(TimeSpan time, int policies)
    {
        foreach (var solver in _solvers) solver.Dispose();
        output.WriteLine($"{Cvc5.Version}: {policies} policies, {time.TotalMilliseconds / policies:F0} ms each");
        foreach (var (what, count) in _tally.OrderBy(t => t.Key, StringComparer.Ordinal)) output.WriteLine($"{count,6} {what}");
        Assert.True(_refuted.IsEmpty, $"{_refuted.Count} contradictions:\n\n{string.Join("\n\n", _refuted.OrderBy(r => r.Length).Take(10))}");
    }

    private static void RequireSolver()
    {
        if (Cvc5.Version is not null) return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "cvc5 is not installed: build/require-cvc5.sh installs it");
        Assert.Skip("cvc5 is not installed: build/require-cvc5.sh installs it");
    }
}
