using System.Text.Json;
using Namesake.Audit.Findings;
using Namesake.Audit.Fixes;
using Namesake.Policy.Model;
using Namesake.Sources.Roles;
using Namesake.Tests;

namespace Namesake.Audit.Tests.Fixes;

/// <summary>Fixes of policies that nobody on this project wrote: each forgeable one gets a fix or a reason.</summary>
public sealed class ThirdPartyFixTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_forgeable_role_of_an_account_gets_a_fix_or_a_reason()
    {
        var read = await RoleReader.Read([Repository.ThirdParty("policies/authorization-details")], keepTexts: true, TestContext.Current.CancellationToken);
        Check([.. read.Roles]);
    }

    [Fact]
    public void Every_forgeable_policy_of_the_collections_gets_a_fix_or_a_reason()
    {
        var roles = new List<Role>();
        foreach (var file in Directory.GetFiles(Repository.ThirdParty("policies/trust-policies"), "*.json").Order(StringComparer.Ordinal))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            roles.AddRange(json.RootElement.GetProperty("policies").EnumerateArray().Select(p => FixedRoles.Of(p.GetProperty("policy").GetRawText(), p.GetProperty("id").GetString())));
        }
        Check(roles);
    }

    private void Check(List<Role> roles)
    {
        var outcomes = roles.Select(r => RoleFix.Find(r, Premises.None)).ToList();
        foreach (var group in outcomes.GroupBy(o => o.Code, StringComparer.Ordinal).OrderByDescending(g => g.Count()))
            output.WriteLine($"{group.Key,-32} {group.Count(),4}   {group.First().Role.Name} {(group.First() is NoFix n ? n.Reason : ((Proposal)group.First()).Way.Demand)}");
        var forgeable = outcomes.Where(o => o is Proposal { Proof.Old.Verdict: Prover.Questions.Verdict.Forgeable } or NoFix { Standing: Standing.Forgeable }).ToList();
        output.WriteLine($"{outcomes.Count} roles, {forgeable.Count} forgeable, {forgeable.Count(f => f is Proposal)} of them with a fix");
        Assert.NotEmpty(forgeable);
        Assert.All(outcomes.OfType<Proposal>(), p => Assert.Equal(Prover.Questions.Verdict.Attributable, p.Proof.New.Verdict));
        Assert.All(outcomes.OfType<NoFix>().Where(n => n.Standing == Standing.Forgeable), n => Assert.NotNull(n.Advice));
    }
}
