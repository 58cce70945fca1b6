using System.Collections.Immutable;
using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Tests;

/// <summary>The statement and the condition that an answer turns on, and the people of its examples.</summary>
public sealed class DecisiveTests
{
    private const string Weak = """{"Version":"2012-10-17","Statement":[{"Sid":"W","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"},"StringLike":{"sts:RoleSessionName":"${aws:username}-*"}}}]}""";

    [Theory]
    [InlineData(Weak, "StringLike sts:RoleSessionName = ${aws:username}-*")]
    [InlineData(Roles.Closed, "StringEquals aws:sts:RoleSessionName = ${aws:username}")]
    [InlineData(Roles.OldVersion, "StringEquals sts:RoleSessionName = ${aws:username}")]
    [InlineData(Roles.Open, null)]
    [InlineData(Roles.Forced, null)]
    [InlineData(Roles.Broken, null)]
    public void The_condition_is_the_one_that_lets_through_or_never_holds(string policy, string? condition) =>
        Assert.Equal(condition, Roles.Finding(policy).Decisive.Condition?.ToString());

    [Fact]
    public void A_finding_without_a_condition_has_the_place_of_its_statement()
    {
        var finding = Roles.Finding(Roles.Open);
        Assert.Equal(0, finding.Decisive.Statement!.Index);
        Assert.Equal(finding.Decisive.Statement.Place, finding.Place);
    }

    [Fact]
    public void What_was_not_understood_has_a_place_too() => Assert.NotNull(Roles.Finding(Roles.Template).Place);

    [Fact]
    public void The_condition_may_stand_in_a_policy_of_the_organization()
    {
        var scp = PolicyParser.Parse(SourceText.OfString("""{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Null":{"sts:RoleSessionName":"false"}}}}""", "scp.json"), PolicyKind.ServiceControl).Document!;
        var finding = Assert.Single(RoleAudit.Run([Roles.Of(Roles.Open)], [], Premises.None with { ServiceControls = [scp] }).Findings);
        Assert.Equal(Standing.Closed, finding.Standing);
        Assert.Equal("scp.json", finding.Place!.File);
    }

    [Fact]
    public void Users_of_the_roles_account_are_in_its_witness()
    {
        var people = ImmutableDictionary<AccountId, ImmutableArray<string>>.Empty.Add(AccountId.Of("111122223333"), ["zoe", "yan"]);
        Assert.Equal("yan zoe", Names("arn:aws:iam::111122223333:role/r"));
        Assert.DoesNotContain("zoe", Names("arn:aws:iam::444455556666:role/r"), StringComparison.Ordinal);

        string Names(string arn)
        {
            var role = Roles.Of(Roles.Open) with { Arn = arn };
            var witness = Assert.Single(RoleAudit.Run([role], [], Premises.None with { People = people }).Findings).Answer!.Witness!;
            return string.Join(' ', new[] { witness.First, witness.Second }.Select(r => r.Caller.UserName).Order(StringComparer.Ordinal));
        }
    }
}
