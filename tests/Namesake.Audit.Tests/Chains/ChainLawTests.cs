using System.Diagnostics;
using CsCheck;
using Namesake.Audit.Chains;
using Namesake.Audit.Tests.Today;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sources.Roles;
using Namesake.Tests;
using static Namesake.Audit.Tests.Chains.Chain;

namespace Namesake.Audit.Tests.Chains;

/// <summary>What holds of the chains of any account.</summary>
public sealed class ChainLawTests(ITestOutputHelper output)
{
    private const int Size = 6;

    private static readonly Gen<bool[]> Graphs = Gen.Bool.Array[Size * Size];

    private static Role Make(string name, params string[] trust) =>
        new($"arn:aws:iam::{A}:role/{name}", name, "/", PolicyParser.Parse(Details.Document(trust)), new SourcePlace("chain.json", 1, 1));

    /// <summary>Users come in at R0; the rest of the matrix says who trusts whom.</summary>
    private static Role[] Roles(bool[] graph, string first) =>
        [.. Enumerable.Range(0, Size).Select(to => Make($"R{to}", [.. to == 0 ? (string[])[Trust(A, first)] : [], .. Enumerable.Range(0, Size).Where(from => to != 0 && graph[from * Size + to]).Select(from => OfRole($"R{from}")), Trust("AIDAEXAMPLEEXAMPLE12")]))];

    /// <summary>Steps from R0, counted by relaxing every edge as often as there are roles.</summary>
    private static int?[] Distances(bool[] graph)
    {
        var distance = new int?[Size];
        distance[0] = 1;
        for (var round = 0; round < Size; round++)
            for (var from = 0; from < Size; from++)
                for (var to = 1; to < Size; to++)
                    if (graph[from * Size + to] && from != to && distance[from] + 1 < (distance[to] ?? int.MaxValue))
                        distance[to] = distance[from] + 1;
        return distance;
    }

    [Fact]
    public void The_way_is_the_shortest_and_the_source_identity_lasts_on_it() =>
        Graphs.Sample(graph =>
        {
            var report = ChainAudit.Run(Roles(graph, ByIdentity));
            var distance = Distances(graph);
            for (var i = 0; i < Size; i++)
            {
                Assert.Equal(distance[i], report.Roles[i].Arrivals.Select(a => (int?)a.Path.Length).SingleOrDefault());
                Assert.Equal(distance[i] is null ? Telling.Nobody : Telling.Told, report.Roles[i].Worst);
            }
        }, iter: 60);

    [Fact]
    public void A_free_name_is_lost_beyond_the_first_step_and_never_told_again() =>
        Graphs.Sample(graph =>
        {
            var report = ChainAudit.Run(Roles(graph, ByName));
            Assert.All(report.Roles.SelectMany(r => r.Arrivals), a => Assert.Equal(a.Path.Length == 1 ? null : a.Path[1], a.LostAt));
        }, iter: 60);

    [Fact]
    public void The_order_of_the_input_does_not_matter() =>
        Gen.Select(Graphs, Gen.Shuffle(Enumerable.Range(0, Size).ToArray())).Sample((graph, order) =>
        {
            var roles = Roles(graph, ByName);
            Assert.Equal(Text(ChainAudit.Run(roles)), Text(ChainAudit.Run(order.Select(i => roles[i]))));
        }, iter: 40);

    [Fact]
    public void Roles_of_an_account_that_trusts_itself_widely_are_followed_in_bounded_time()
    {
        var roles = Enumerable.Range(0, 1_000).Select(i => Make($"R{i:0000}", i % 10 == 0 ? Trust(A) : i % 2 == 0 ? OfRole($"R{i - 2:0000}") : Trust("{\"Service\":\"ec2.amazonaws.com\"}"))).ToList();
        var clock = Stopwatch.StartNew();
        var report = ChainAudit.Run(roles);
        output.WriteLine($"{clock.ElapsedMilliseconds} ms");
        Assert.Equal(500, report.CountOf(Telling.Lost));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 60_000);
    }

    [Fact]
    public async Task The_chains_of_an_account_that_nobody_here_wrote_are_followed_soon()
    {
        var read = await RoleReader.Read([Repository.ThirdParty("policies/authorization-details")], TestContext.Current.CancellationToken);
        var clock = Stopwatch.StartNew();
        var report = ChainAudit.Run(read.Roles);
        output.WriteLine($"{clock.ElapsedMilliseconds} ms");
        foreach (var role in report.Roles) output.WriteLine($"{role.Role.Name} {role.Worst}: {role.Sentence}");
        Assert.Equal(78, report.Roles.Length);
        Assert.Equal(0, report.CountOf(Telling.Unknown));
        Assert.Equal(4, report.Roles.Single(r => r.Role.Name == "privesc-AssumeRole-ending-role").Arrivals.Max(a => a.Path.Length));
        Assert.InRange(clock.ElapsedMilliseconds, 0, 30_000);
    }

    private static string Text(ChainReport report) => string.Join('\n', report.Roles.Select(r => $"{r.Role.Name}: {r.Sentence}; {string.Join("; ", r.Lines())}"));
}
