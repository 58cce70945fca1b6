using Namesake.Audit.Exemptions;
using Namesake.Audit.Findings;
using Namesake.Audit.Tests.Rules;

namespace Namesake.Audit.Tests.Exemptions;

public sealed class ExemptingTests
{
    private static AuditReport Audit(string policy, params Exemption[] exemptions) =>
        Exempting.Apply(RoleAudit.Run([Known.Role(policy)], []), [.. exemptions], Known.Today);

    [Theory]
    [InlineData("Dev", Tests.Roles.Open, Standing.Forgeable)]
    [InlineData("dev", Tests.Roles.Open, Standing.Forgeable)]
    [InlineData("D*", Tests.Roles.Closed, Standing.Closed)]
    [InlineData("arn:aws:iam::111122223333:role/*", Tests.Roles.BadPrincipal, Standing.Unknown)]
    [InlineData("*:role/De?", Tests.Roles.Open, Standing.Forgeable)]
    public void A_role_that_the_pattern_matches_is_exempt(string pattern, string policy, Standing without)
    {
        var report = Audit(policy, Known.Exempt(pattern, Known.Today));
        var finding = Assert.Single(report.Findings);
        Assert.Equal((Standing.Exempt, "exempt-declared", without), (finding.Standing, finding.Code, finding.Exempted!.Without));
        Assert.StartsWith("exempt until 2026-03-03 by platform team: being moved; else ", finding.Reason, StringComparison.Ordinal);
        Assert.False(finding.IsFinding);
        Assert.Null(finding.Advice);
        Assert.DoesNotContain(report.Diagnostics, d => d.Code == "exemption-without-role");
    }

    [Fact]
    public void An_expired_one_does_not_exempt() => Assert.Equal(Standing.Forgeable, Assert.Single(Audit(Tests.Roles.Open, Known.Exempt("Dev", Known.Today.AddDays(-1))).Findings).Standing);

    [Theory]
    [InlineData(Tests.Roles.Forced, Standing.Attributable)]
    [InlineData(Tests.Roles.Workload, Standing.Workload)]
    [InlineData(Tests.Roles.Saml, Standing.Federated)]
    public void A_role_with_which_nothing_is_wrong_keeps_its_verdict(string policy, Standing standing) =>
        Assert.Equal(standing, Assert.Single(Audit(policy, Known.Exempt("*", Known.Today)).Findings).Standing);

    [Fact]
    public void One_that_matches_nothing_is_noted_with_its_place()
    {
        var report = Audit(Tests.Roles.Open, Known.Exempt("Prod", Known.Today));
        Assert.Equal(Standing.Forgeable, Assert.Single(report.Findings).Standing);
        var note = Assert.Single(report.Diagnostics);
        Assert.Equal(("exemption-without-role", Namesake.Policy.Model.Severity.Note, 2), (note.Code, note.Severity, note.Place!.Line));
    }

    [Fact]
    public void Of_several_the_first_in_force_counts()
    {
        var finding = Assert.Single(Audit(Tests.Roles.Open, Known.Exempt("Dev", Known.Today.AddDays(-9)), Known.Exempt("D*", Known.Today.AddDays(9)), Known.Exempt("*", Known.Today)).Findings);
        Assert.Equal("D*", finding.Exempted!.By.Pattern);
    }
}
