using Namesake.Audit.Findings;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Audit.Tests.Chains;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class ChainLosesIdentityTests
{
    [Fact]
    public async Task The_role_where_a_name_is_lost_is_told()
    {
        var chains = await Chain.Run(Chain.Role("Dev", Chain.Trust(Chain.A, Chain.ByName, "\"sts:AssumeRole\"")), Chain.Role("Deploy", Chain.OfRole("Dev")));
        var finding = Assert.Single(Known.Found<ChainLosesIdentity>(Known.Nothing with { Chains = chains }));
        Assert.Equal("arn:aws:iam::111122223333:role/Deploy", finding.Subject.Id);
        Assert.Contains("lost at Deploy", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chains_that_tell_and_exempt_roles_are_not()
    {
        var told = await Chain.Run(Chain.Role("Dev", Chain.Trust(Chain.A, Chain.ByName, "\"sts:AssumeRole\"")));
        Assert.Empty(Known.Found<ChainLosesIdentity>(Known.Nothing with { Chains = told }));
        var lost = await Chain.Run(Chain.Role("Dev", Chain.Trust(Chain.A)));
        Assert.Single(Known.Found<ChainLosesIdentity>(Known.Nothing with { Chains = lost }));
        var exempt = Known.Roles(Known.Role(Tests.Roles.Open)).Roles[0] with { Standing = Standing.Exempt };
        Assert.Empty(Known.Found<ChainLosesIdentity>(Known.Nothing with { Chains = lost, Roles = [exempt] }));
    }

    [Fact]
    public void Where_nobody_followed_the_chains_nothing_is_told() => Assert.Empty(Known.Found<ChainLosesIdentity>(Known.Nothing));
}
