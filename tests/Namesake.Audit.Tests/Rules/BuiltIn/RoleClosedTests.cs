using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class RoleClosedTests
{
    [Theory]
    [InlineData(Tests.Roles.Closed)]
    [InlineData(Tests.Roles.OldVersion)]
    public void A_closed_role_is_told(string policy)
    {
        var finding = Assert.Single(Known.Found<RoleClosed>(Known.Roles(Known.Role(policy))));
        Assert.Equal((FindingSeverity.Medium, SubjectKind.Role), (finding.Severity, finding.Subject.Kind));
        Assert.NotNull(finding.Remedy);
    }

    [Theory]
    [InlineData(Tests.Roles.Open)]
    [InlineData(Tests.Roles.Forced)]
    public void No_other_role_is(string policy) => Assert.Empty(Known.Found<RoleClosed>(Known.Roles(Known.Role(policy))));
}
