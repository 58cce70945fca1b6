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
/// hundredth of N random policies in place of the usual number, and the whole corpus; NAMESAKE_ORACLE_FIRST=K begins with a hundredth of K.
/// </summary>
public sealed class SolverAttackTests(ITestOutputHelper output)
{
    private static readonly int? Wanted = int.TryParse(Environment.GetEnvironmentVariable("NAMESAKE_ORACLE"), out var runs) ? runs : null;
    private static readonly int Runs = Math.Max(40, Wanted / 100 ?? 0);
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("NAMESAKE_ORACLE_FIRST"), out var first) ? first / 100 : 0;

    // In the usual run one case of so many: all of them take minutes.
    private const int UsualPart = 8;

    // For one question. Whoever asks for a number of policies has time.
    private static readonly int Effort = Wanted is null ? 50_000 : 200_000;

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
        Parallel.For(First, First + Runs, OnEveryCore, i => Attack(TrustPolicyGenerators.Policy.Generate(new PCG(Stream, (ulong)i), null, out _)));
        Finish(watch.Elapsed, Runs);
    }

    [Fact]
    public void No_true_verdict_of_the_corpus_is_refuted_by_the_solver()
    {
        RequireSolver();
        var watch = Stopwatch.StartNew();
        var cases = VerdictCase.Lines().Where((_, i) => Wanted is not null || i % UsualPart == 0).Select(VerdictCase.Read).ToList();
        Parallel.ForEach(cases, OnEveryCore, Check);
        Finish(watch.Elapsed, cases.Count);
    }

    [Theory]
    [MemberData(nameof(Falsehoods))]
    public void A_false_verdict_is_refuted(string statement, Verdict verdict, Carrier? carrier, string why)
    {
        RequireSolver();
        using var solvers = new SolverTeam(1_000_000);
        var policy = PolicyParser.Parse($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow",{{statement}}}]}""");
        Assert.False(policy.HasErrors, string.Join("; ", policy.Diagnostics));
        var refuted = Assert.Single(SolverContradictions.Of(verdict, carrier, new SolverOracle(policy.Document!, solvers)));
        Assert.StartsWith(why, refuted, StringComparison.Ordinal);
    }

    public static TheoryData<string, Verdict, Carrier?, string> Falsehoods { get; } = new()
    {
        { $"{TwoAccounts},{Named}", Verdict.Attributable, Carrier.SessionName, "the session name carries" },
        { $"{TwoAccounts},{Named}", Verdict.Closed, null, "closed, yet somebody" },
        { $"{TwoAccounts},{Named}", Verdict.Workload, null, "workload, yet a person" },
        { $"{OneAccount},{Named}", Verdict.Federated, Carrier.SessionName, "federated, yet a caller of AWS" },
        { $"{OneAccount},{Named}", Verdict.Forgeable, null, "forgeable, yet no two requests" },
        { $"{OneAccount},{Named}", Verdict.Attributable, Carrier.SoleCaller, "there is one caller only" },
        { $"{OneAccount},{Named}", Verdict.Attributable, Carrier.SourceIdentity, "the source identity carries the identity, yet a request without" },
        { $"{OneAccount},{Prefixed}", Verdict.Attributable, Carrier.SessionName, "the session name carries" },
        { $"{Google},{Named}", Verdict.Attributable, Carrier.SessionName, "attributable, yet no caller of AWS" },
    };

    private const string OneAccount = "\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"sts:*\"";
    private const string TwoAccounts = "\"Principal\":{\"AWS\":[\"111122223333\",\"444455556666\"]},\"Action\":\"sts:*\"";
    private const string Google = "\"Principal\":{\"Federated\":\"accounts.google.com\"},\"Action\":\"sts:*\"";
    private const string Named = "\"Condition\":{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}";
    private const string Prefixed = "\"Condition\":{\"StringLike\":{\"sts:RoleSessionName\":\"${aws:username}-*\"}}";

    private void Attack(string json)
    {
        var parsed = PolicyParser.Parse(json);
        var answer = Attributable.Ask(parsed);
        Try(parsed.Document!, json, answer.Verdict, oracle =>
        {
            // Of what the prover leaves open the tally says how much there is to decide.
            if (answer.Verdict == Verdict.Unknown) Count($"unknown, and a clash is {oracle.Clash(Shared.Both).Answer}");
            if (SolverContradictions.IsWorkloadOfNobody(answer.Verdict, oracle)) Count("workload, and no service is admitted either");
            return
            [
                .. SolverContradictions.Of(answer.Verdict, answer.Carrier, oracle),
                .. SolverContradictions.OfCallers(answer, oracle),
                .. SolverContradictions.OfSolver(TinyWorld.World.Count(parsed.Document!), oracle),
            ];
        });
    }

    private void Check(VerdictCase truth) => Try(truth.Policy.Document!, truth.Line, truth.Verdict, oracle =>
    [
        .. SolverContradictions.Of(truth.Verdict, truth.Carrier, oracle),
        .. SolverContradictions.OfSolver(CorpusWorld.For(truth.Policy.Document!).Count(truth.Policy.Document!), oracle),
        .. SolverContradictions.IsWorkloadOfNobody(truth.Verdict, oracle) ? (string[])["workload, yet no service is admitted"] : [],
    ]);

    private void Try(PolicyDocument policy, string text, Verdict verdict, Func<SolverOracle, IEnumerable<string>> contradictions)
    {
        if (!_solvers.TryTake(out var solvers)) solvers = new SolverTeam(Effort);
        var oracle = new SolverOracle(policy, solvers);
        try
        {
            foreach (var why in contradictions(oracle).Concat(oracle.Disagreements).Distinct(StringComparer.Ordinal)) _refuted.Add($"{why}\n{text}");
            Count($"policies {verdict}");
        }
        catch (NotEncodedException e)
        {
            Count($"policies not encoded: {e.Message}");
        }
        foreach (var answer in oracle.Answers) Count($"questions {answer}");
        if (oracle.Answers.Contains(SolverAnswer.Unknown)) Count("policies with a question undecided");
        _solvers.Add(solvers);
    }

    private void Count(string what) => _tally.AddOrUpdate(what, 1, (_, n) => n + 1);

    private void Finish(TimeSpan time, int policies)
    {
        foreach (var solver in _solvers) solver.Dispose();
        output.WriteLine($"{Cvc5.Version}: {policies} policies, {time.TotalMilliseconds / policies:F0} ms each");
        foreach (var (what, count) in _tally.OrderBy(t => t.Key, StringComparer.Ordinal)) output.WriteLine($"{count,6} {what}");
        Assert.True(_refuted.IsEmpty, $"{_refuted.Count} contradictions:\n\n{string.Join("\n\n", _refuted.OrderBy(r => r.Length).Take(10))}");
        // The attack must not be vacuous.
        foreach (var answer in (SolverAnswer[])[SolverAnswer.Satisfiable, SolverAnswer.Unsatisfiable])
            Assert.True(_tally.ContainsKey($"questions {answer}"), $"no question was {answer}");
    }

    private static void RequireSolver()
    {
        if (Cvc5.Version is not null) return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "cvc5 is not installed: build/require-cvc5.sh installs it");
        Assert.Skip("cvc5 is not installed: build/require-cvc5.sh installs it");
    }
}
