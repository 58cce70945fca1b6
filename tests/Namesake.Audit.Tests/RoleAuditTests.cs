using Namesake.Audit.Findings;
using Namesake.Policy.Model;

namespace Namesake.Audit.Tests;

/// <summary>Standing, advice, counts and diagnostics of an audit.</summary>
public sealed class RoleAuditTests
{
    private static readonly Diagnostic Note = new(Severity.Note, "no-roles", "a note", null);
    private static readonly Diagnostic Warning = new(Severity.Warning, "role-twice", "a warning", null);
    private static readonly Diagnostic Fault = new(Severity.Error, "broken-json", "an error", null);

    [Theory]
    [InlineData(Roles.Forced, Standing.Attributable)]
    [InlineData(Roles.Open, Standing.Forgeable)]
    [InlineData(Roles.OldVersion, Standing.Closed)]
    [InlineData(Roles.Workload, Standing.Workload)]
    [InlineData(Roles.Saml, Standing.Federated)]
    [InlineData(Roles.Unmodelled, Standing.Unknown)]
    [InlineData(Roles.Template, Standing.Unknown)]
    [InlineData(Roles.Broken, Standing.Unknown)]
    public void The_standing_is_the_provers_verdict_with_its_reason_and_code(string policy, Standing standing)
    {
        var finding = Roles.Finding(policy);
        Assert.Equal(standing, finding.Standing);
        Assert.Equal(finding.Answer!.Reason, finding.Reason);
        Assert.Equal(finding.Answer.Code, finding.Code);
        Assert.Equal(standing.ToString(), finding.Answer.Verdict.ToString());
        Assert.Equal(standing is Standing.Forgeable or Standing.Closed, finding.IsFinding);
    }

    [Theory]
    [InlineData(Roles.Open, "${aws:username}")]
    [InlineData(Roles.OpenRole, "source identity")]
    [InlineData(Roles.OpenWeb, "sub claim")]
    [InlineData(Roles.TwoSaml, "one identity provider")]
    [InlineData(Roles.TwoAccounts, "one account")]
    [InlineData(Roles.OldVersion, "2012-10-17")]
    [InlineData(Roles.Closed, "never holds")]
    [InlineData(Roles.Unmodelled, "not proved safe")]
    [InlineData(Roles.Template, "deployed role")]
    [InlineData(Roles.BadPrincipal, "principal that IAM accepts")]
    [InlineData(Roles.Broken, "not proved safe")]
    public void What_is_wrong_or_open_comes_with_advice_that_fits(string policy, string advice) =>
        Assert.Contains(advice, Roles.Finding(policy).Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData(Roles.Forced)]
    [InlineData(Roles.Workload)]
    [InlineData(Roles.Saml)]
    public void What_is_fine_needs_no_advice(string policy) => Assert.Null(Roles.Finding(policy).Advice);

    [Fact]
    public void Roles_are_reported_in_their_order_and_counted_by_standing()
    {
        string[] policies = [Roles.Open, Roles.Forced, Roles.OpenRole, Roles.Workload, Roles.Closed, Roles.Broken];
        var report = RoleAudit.Run([.. policies.Select((p, i) => Roles.Of(p, $"r{i}")), Roles.Of(Roles.Open, "kept", "/aws-service-role/x/")], []);
        Assert.Equal("r0 r1 r2 r3 r4 r5 kept", string.Join(' ', report.Findings.Select(f => f.Role.Label)));
        Assert.Equal(
            [(Standing.Attributable, 1), (Standing.Forgeable, 2), (Standing.Closed, 1), (Standing.Workload, 1), (Standing.Federated, 0), (Standing.Unknown, 1), (Standing.Exempt, 1)],
            Enum.GetValues<Standing>().Select(s => (s, report.CountOf(s))));
    }

    [Fact]
    public void Diagnostics_of_the_input_come_before_those_of_the_policies()
    {
        var report = RoleAudit.Run([Roles.Of(Roles.Template), Roles.Of(Roles.Broken)], [Note, Warning]);
        Assert.Equal("no-roles role-twice template-expression not-json", string.Join(' ', report.Diagnostics.Select(d => d.Code)));
    }

    [Fact]
    public void An_unknown_role_leaves_the_audit_undecided() =>
        Assert.True(RoleAudit.Run([Roles.Of(Roles.Unmodelled)], []).HasUndecided);

    [Fact]
    public void Input_that_was_not_read_leaves_the_audit_undecided() =>
        Assert.True(RoleAudit.Run([Roles.Of(Roles.Forced)], [Fault]).HasUndecided);

    [Fact]
    public void Notes_and_warnings_do_not() =>
        Assert.False(RoleAudit.Run([Roles.Of(Roles.Forced), Roles.Of(Roles.Open)], [Note, Warning]).HasUndecided);

    [Fact]
    public void Nothing_to_audit_is_no_finding()
    {
        var report = RoleAudit.Run([], []);
        Assert.Empty(report.Findings);
        Assert.False(report.HasUndecided);
    }
}
