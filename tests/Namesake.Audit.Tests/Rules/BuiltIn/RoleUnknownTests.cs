using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class RoleUnknownTests
{
    [Theory]
    [InlineData(Tests.Roles.Broken)]
    [InlineData(Tests.Roles.BadPrincipal)]
    [InlineData(Tests.Roles.Template)]
    public void A_role_that_is_not_decided_is_told(string policy)
    {
        var finding = Assert.Single(Known.Found<RoleUnknown>(Known.Roles(Known.Role(policy))));
        Assert.Contains("not decided", finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Remedy);
    }

    [Fact]
    public void No_other_role_is() => Assert.Empty(Known.Found<RoleUnknown>(Known.Roles(Known.Role(Tests.Roles.Open), Known.Role(Tests.Roles.Forced, "Good"))));
}
