using System.Text.Json;
using Namesake.Audit.Findings;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Sources.Roles;
using Namesake.Tests;

namespace Namesake.Audit.Tests;

/// <summary>Policies that nobody on this project wrote: each gets a verdict or a diagnostic.</summary>
public sealed class ThirdPartyPolicyTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_role_of_an_account_gets_a_verdict()
    {
        var read = await RoleReader.Read([Repository.ThirdParty("policies/authorization-details")], TestContext.Current.CancellationToken);
        var report = RoleAudit.Run(read.Roles, read.Diagnostics);
        Assert.Equal(78, report.Findings.Length);
        Assert.Equal(78, Enum.GetValues<Standing>().Sum(report.CountOf));
        Assert.All(report.Findings, f => Assert.StartsWith("arn:aws:iam::", f.Role.Arn, StringComparison.Ordinal));
        Assert.Equal(0, report.CountOf(Standing.Unknown));
        Assert.False(report.HasUndecided);
        Assert.All(report.Findings, Check);
        Assert.All(report.Findings, f => Assert.Equal(f.Role.Path!.StartsWith("/aws-", StringComparison.Ordinal), f.Standing == Standing.Exempt));
    }

    public static TheoryData<string> Collections { get; } =
        ["aws-cloudformation_cfn-lint", "awsdocs_iam-user-guide", "prowler-cloud_prowler", "salesforce_cloudsplaining", "stelligent_cfn_nag"];

    [Theory]
    [MemberData(nameof(Collections))]
    public void Every_trust_policy_of_a_collection_gets_a_verdict_or_a_diagnostic(string collection)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.ThirdParty($"policies/trust-policies/{collection}.json")));
        var findings = json.RootElement.GetProperty("policies").EnumerateArray()
            .Select(p => Roles.Finding(p.GetProperty("policy").GetRawText(), p.GetProperty("id").GetString()))
            .ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, Check);
        foreach (var group in findings.GroupBy(f => (f.Standing, f.Code)).OrderBy(g => g.Key.Standing))
            output.WriteLine($"{group.Key.Standing,-13} {group.Key.Code,-32} {group.Count(),4}   {group.First().Role.Name} {group.First().Reason}");
    }

    private static void Check(RoleFinding finding)
    {
        Assert.NotEmpty(finding.Reason);
        Assert.NotEmpty(finding.Code);
        // What was not understood is never called anything but unknown.
        if (finding.Role.TrustPolicy.HasErrors) Assert.True(finding.Standing is Standing.Unknown or Standing.Exempt);
        if (finding.IsFinding || finding.Standing == Standing.Unknown) Assert.False(string.IsNullOrEmpty(finding.Advice));
        if (finding.Standing != Standing.Forgeable) return;
        foreach (var request in (Request[])[finding.Answer!.Witness!.First, finding.Answer.Witness.Second])
            Assert.True(StsAdmission.Admits(finding.Role.TrustPolicy.Document!, request));
    }
}
