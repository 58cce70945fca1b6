using CsCheck;
using Namesake.Audit.Chains;
using Namesake.Audit.Tests.Today;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using static Namesake.Audit.Tests.Chains.Chain;

namespace Namesake.Audit.Tests.Chains;

/// <summary>The report against a world small enough to try every chain.</summary>
public sealed class ChainOracleTests(ITestOutputHelper output)
{
    private const int Size = 4;

    private static readonly string[] FirstSteps =
    [
        Trust(A), Trust(A, ByName), Trust(A, ByIdentity), Trust(A, AnyIdentity), Trust(B, ByName), Trust(B, ByIdentity),
        Trust($"arn:aws:iam::{A}:user/alice"), Trust($"arn:aws:iam::{A}:user/alice", AnyIdentity), Trust($"arn:aws:iam::{B}:user/alice", ByIdentity),
        Trust(A, ""","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}","sts:SourceIdentity":"${aws:username}"}}"""),
    ];

    private static readonly string[] Denials =
    [
        Trust("*", ""","Condition":{"StringNotEquals":{"sts:SourceIdentity":"${aws:username}"}}""", effect: "Deny"),
        Trust("*", ""","Condition":{"Null":{"sts:SourceIdentity":"true"}}""", effect: "Deny"),
        Trust("*", ""","Condition":{"StringEquals":{"sts:RoleSessionName":"bob"}}""", effect: "Deny"),
        Trust($"arn:aws:iam::{A}:user/bob", effect: "Deny"),
    ];

    private static readonly Gen<string> Statements = Gen.Frequency(
        (4, Pick(FirstSteps)),
        (6, Gen.Select(Gen.Int[0, Size - 1], Pick("", "", SameName, AnyIdentity), (from, more) => OfRole($"R{from}", more))),
        (2, Gen.Select(Gen.Int[0, Size - 1], Pick("alice", "bob"), (from, name) => Trust($"arn:aws:sts::{A}:assumed-role/R{from}/{name}"))),
        (1, Pick(Denials)));

    private static readonly Gen<string[][]> Worlds = Statements.Array[1, 3].Array[Size];

    [Fact]
    public void Who_is_told_is_told_in_every_chain_and_who_can_arrive_is_listed()
    {
        var (told, lost) = (0, 0);
        Worlds.Sample(world =>
        {
            var roles = world.Select((trust, i) => new Role($"arn:aws:iam::{A}:role/R{i}", $"R{i}", "/", PolicyParser.Parse(Details.Document(trust)), new SourcePlace("world.json", 1, 1))).ToArray();
            var report = ChainAudit.Run(roles);
            foreach (var sessions in SmallWorld.Sessions(roles).GroupBy(s => s.Role))
            {
                var role = report.Roles[sessions.Key];
                Assert.All(sessions, s => Assert.Contains(role.Arrivals, a => IsOf(a.Origin, s.Person)));
                if (role.Worst != Telling.Told)
                {
                    lost++;
                    continue;
                }
                told++;
                var all = sessions.ToList();
                foreach (var one in all)
                    foreach (var other in all.Where(o => !o.Person.IsSameAs(one.Person)))
                    {
                        Assert.NotEqual((one.Name, one.SourceIdentity), (other.Name, other.SourceIdentity));
                        if (role.Arrivals.All(a => a.Carried != Carrier.SourceIdentity)) Assert.NotEqual(one.Name, other.Name);
                        if (role.Arrivals.All(a => a.Carried == Carrier.SourceIdentity)) Assert.NotEqual(one.SourceIdentity, other.SourceIdentity);
                    }
            }
        }, iter: 1_500, print: w => string.Join("\n\n", w.Select(s => string.Join("\n", s))));
        output.WriteLine($"{told} told, {lost} not");
        Assert.InRange(told, 100, int.MaxValue);
    }

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static bool IsOf(Origin origin, Caller person) => origin.Kind switch
    {
        OriginKind.Users => origin.Account == person.Account,
        OriginKind.User => origin.Principal == person.Arn,
        _ => false,
    };
}
