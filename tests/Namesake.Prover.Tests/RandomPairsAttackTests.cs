using System.Collections.Concurrent;
using System.Collections.Immutable;
using CsCheck;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Prover.Tests;

/// <summary>
/// Against every role that was proved attributable, thousands of random requests of a world larger than can be tried
/// whole: longer names, of more letters, of callers who are like one another. NAMESAKE_ORACLE=N takes N policies.
/// </summary>
public sealed class RandomPairsAttackTests(ITestOutputHelper output)
{
    private const int RequestsEach = 3_000;
    private const uint Stream = 20_262;

    private static readonly int Policies = int.TryParse(Environment.GetEnvironmentVariable("NAMESAKE_ORACLE"), out var runs) ? runs : 1_000;

    private static readonly Gen<string> Name = Gen.Frequency(
        (3, Gen.String[Gen.Char["ab-"], 1, 4]),
        (2, Gen.String[Gen.Char["abAB-."], 1, 9]),
        (2, Gen.OneOf("ab", "ba", "AB", "a-", "ab-ab", "abab", "ababab", "ab-a-ab", "aab", "bab", "111122223333", "ab111122223333")));

    private static readonly Gen<Caller> Callers = Gen.OneOf(
        Gen.Select(Gen.OneOf(TinyWorld.One, TinyWorld.Two, "777788889999"), Name, Gen.OneOf("/", "/path/", "/:role/"), (a, n, p) => Caller.User(AccountId.Of(a), n, p)),
        Gen.Select(Gen.OneOf(TinyWorld.One, TinyWorld.Two, "777788889999"), Gen.OneOf("dev", "ops", "ab"), Name.Where(n => n.Length > 1), (a, r, n) => Caller.Session(AccountId.Of(a), r, n)),
        Gen.Select(Gen.OneOf(TinyWorld.Google, TinyWorld.Issuer), Name, (p, n) => new Caller(CallerKind.WebIdentity, p, null, n)),
        Name.Where(n => n.Length > 1).Select(n => new Caller(CallerKind.Saml, TinyWorld.Saml, null, n)));

    private static readonly Gen<ImmutableSortedDictionary<string, ContextValue>> Contexts =
        Gen.Select(Gen.OneOf("custom:key", "aws:PrincipalTag/team", "sts:ExternalId", "saml:sub", $"{TinyWorld.Google}:sub"), Name, Gen.Bool, (k, v, list) => (k, list ? ContextValue.OfList(v, "ab") : ContextValue.Of(v)))
            .Array[0, 2].Select(pairs => pairs.Aggregate(Request.NoContext, (c, p) => c.SetItem(p.k, p.Item2)));

    private readonly ConcurrentBag<string> _refuted = [];
    private int _proved;
    private long _admitted;

    [Fact]
    public void No_random_requests_refute_a_role_that_was_proved_attributable()
    {
        Parallel.For(0, Policies, Attack);
        output.WriteLine($"{_proved} of {Policies} policies proved, {RequestsEach} requests each, {_admitted} admitted in all");
        Assert.True(_refuted.IsEmpty, string.Join("\n\n", _refuted.OrderBy(r => r.Length).Take(5)));
        Assert.True(_proved > Policies / 50 && _admitted > 0, "the attack met nothing to attack");
    }

    private void Attack(int number)
    {
        var random = new PCG(Stream, (ulong)number);
        var json = TrustPolicyGenerators.Policy.Generate(random, null, out _);
        var parsed = PolicyParser.Parse(json);
        var answer = Attributable.Ask(parsed);
        if (answer.Verdict is not (Verdict.Attributable or Verdict.Federated)) return;
        Interlocked.Increment(ref _proved);
        var names = Enumerable.Range(0, 40).Select(i => Name.Generate(random, null, out _)).Where(n => n.Length > 1).Distinct(StringComparer.Ordinal).ToArray();
        var admitted = Enumerable.Range(0, RequestsEach).Select(i => RequestOf(random, names)).Where(r => StsAdmission.Admits(parsed.Document!, r)).ToImmutableArray();
        Interlocked.Add(ref _admitted, admitted.Length);
        if (Contradictions.CarrierFault(answer.Carrier, new Census(admitted)) is { } fault) _refuted.Add($"{answer.Verdict} by {answer.Carrier}, yet {fault}\n{json}");
    }

    // A name is drawn from a few, or is the caller's own with something around it: so that requests meet, and are admitted.
    private static Request RequestOf(PCG random, string[] names)
    {
        var caller = Callers.Generate(random, null, out _);
        var own = caller.OwnSessionName ?? caller.UserName!;
        string Pick() => Gen.Frequency((2, Gen.OneOf(names)), (3, Gen.Const(own)), (2, Gen.Select(Gen.OneOf("", "a", "ab", "b", "-", "a-"), Gen.OneOf("", "a", "b", "-", own), (before, after) => before + own + after))).Generate(random, null, out _);
        var identity = Gen.Bool.Generate(random, null, out _) ? Pick() : null;
        var context = Contexts.Generate(random, null, out _).RemoveRange(ForeignKeys(caller));
        return new Request(StsAdmission.ActionFor(caller.Kind), caller, caller.Kind == CallerKind.Saml ? own : Pick(), identity, context);
    }

    private static IEnumerable<string> ForeignKeys(Caller caller) =>
        ((string[])["custom:key", "aws:PrincipalTag/team", "sts:ExternalId", "saml:sub", $"{TinyWorld.Google}:sub"]).Where(k => !KeyPresence.IsPossible(k, caller));
}
