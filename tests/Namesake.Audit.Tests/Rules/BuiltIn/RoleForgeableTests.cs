using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class RoleForgeableTests
{
    [Fact]
    public void A_forgeable_role_is_told_with_its_reason_and_what_to_do()
    {
        var finding = Assert.Single(Known.Found<RoleForgeable>(Known.Roles(Known.Role(Tests.Roles.Open), Known.Role(Tests.Roles.Forced, "Good"))));
        Assert.Equal("role-forgeable:Role:arn:aws:iam::111122223333:role/Dev", finding.Id);
        Assert.Equal((FindingSeverity.High, "111122223333"), (finding.Severity, finding.Subject.Account));
        Assert.Contains("Dev is forgeable: ", finding.Message, StringComparison.Ordinal);
        Assert.Contains("sts:RoleSessionName", finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Tests.Roles.Forced)]
    [InlineData(Tests.Roles.Workload)]
    [InlineData(Tests.Roles.Closed)]
    [InlineData(Tests.Roles.Broken)]
    public void No_other_role_is(string policy) => Assert.Empty(Known.Found<RoleForgeable>(Known.Roles(Known.Role(policy))));
}
