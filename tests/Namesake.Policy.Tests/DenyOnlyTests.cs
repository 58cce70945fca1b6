using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Policy.Tests;

/// <summary>Policies that only deny.</summary>
public sealed class DenyOnlyTests
{
    private const string Document = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"Null":{"sts:RoleSessionName":"true"}}}]}""";

    private static readonly Request Alice = new(StsAdmission.AssumeRole, Caller.User(AccountId.Of("111122223333"), "alice"), "alice", null, Request.NoContext);

    private static PolicyDocument Parse(string json) => PolicyParser.Parse(json).Document!;

    [Fact]
    public void A_trust_policy_that_only_denies_admits_nobody() => Assert.False(StsAdmission.Admits(Parse(Document), Alice));

    [Fact]
    public void An_organizations_policy_that_only_denies_stands_beside_full_access()
    {
        var trust = Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""");
        Assert.True(StsAdmission.Admits(new PolicySet(trust, [], [Parse(Document)], null), Alice));
    }
}
