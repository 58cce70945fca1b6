using Namesake.Audit.Findings;

namespace Namesake.Audit.Tests;

/// <summary>Roles that AWS keeps: they are named, and neither judged nor advised on.</summary>
public sealed class ExemptRoleTests
{
    [Theory]
    [InlineData("AWSServiceRoleForSupport", "/aws-service-role/support.amazonaws.com/", "exempt-service-linked")]
    [InlineData("AWSReservedSSO_Admin_0123456789abcdef", "/aws-reserved/sso.amazonaws.com/", "exempt-identity-center")]
    [InlineData("AWSReservedSSO_Admin_0123456789abcdef", "/aws-reserved/sso.amazonaws.com/eu-west-1/", "exempt-identity-center")]
    [InlineData("AWSReservedSSO_Admin_0123456789abcdef", null, "exempt-identity-center")]
    public void A_role_that_AWS_keeps_is_exempt(string name, string? path, string code)
    {
        var finding = Roles.Finding(Roles.Open, name, path);
        Assert.Equal(Standing.Exempt, finding.Standing);
        Assert.Equal(code, finding.Code);
        Assert.NotEmpty(finding.Reason);
        Assert.Null(finding.Answer);
        Assert.Null(finding.Advice);
        Assert.False(finding.IsFinding);
    }

    [Theory]
    [InlineData("AWSServiceRoleForSupport", "/")]
    [InlineData("AWSServiceRoleForSupport", null)]
    [InlineData("AWSReservedSSO_Admin_0123456789abcdef", "/")]
    [InlineData("AWSReservedSSO_Admin_0123456789abcdef", "/team/")]
    [InlineData("Admin", "/team/aws-service-role/")]
    [InlineData("Admin", "/aws-service-roles/")]
    [InlineData("Admin", "/aws-reserved/")]
    [InlineData(null, null)]
    public void A_role_that_only_looks_like_one_is_judged(string? name, string? path) =>
        Assert.Equal(Standing.Forgeable, Roles.Finding(Roles.Open, name, path).Standing);

    [Fact]
    public void What_is_wrong_with_the_policy_of_an_exempt_role_is_not_the_owners_business()
    {
        var report = RoleAudit.Run([Roles.Of(Roles.Broken, "AWSServiceRoleForX", "/aws-service-role/x.amazonaws.com/")], []);
        Assert.Empty(report.Diagnostics);
        Assert.False(report.HasUndecided);
    }
}
