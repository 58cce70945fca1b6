using Namesake.Sources.Aws.Permissions;
using Namesake.Sources.Tests.Aws.Services;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Aws.Permissions;

/// <summary>What the present credentials may do, found out without writing.</summary>
public sealed class PermissionCheckTests
{
    private const string User = "arn:aws:iam::123456789012:user/auditor";

    [Fact]
    public async Task Calls_that_read_are_tried_and_refusals_read()
    {
        using var stub = Stub(User, c => c.Operation switch
        {
            "ListRoles" => new StubAnswer(200, "<ListRolesResponse/>"),
            "GetRole" => StubAnswer.Error(404, "NoSuchEntity"),
            "GetTrailStatus" => StubAnswer.JsonError(400, "TrailNotFoundException"),
            "ListAccounts" => StubAnswer.JsonError(400, "AWSOrganizationsNotInUseException"),
            "ListPublicKeys" => StubAnswer.Error(500, "InternalFailure"),
            _ => StubAnswer.Error(403, "AccessDenied"),
        });
        var report = await Check(stub, "iam:ListRoles", "iam:GetRole", "cloudtrail:GetTrailStatus", "organizations:ListAccounts", "cloudtrail:ListPublicKeys", "iam:GetAccountAuthorizationDetails", "cloudtrail:DescribeTrails");
        Assert.Equal(
            [PermissionState.Allowed, PermissionState.Allowed, PermissionState.Allowed, PermissionState.NotKnown, PermissionState.NotKnown, PermissionState.Missing, PermissionState.Missing],
            report.Answers.Select(a => a.State));
        Assert.Equal(("123456789012", User, "aws"), (report.Account, report.Caller, report.Partition));
        Assert.Equal(0, stub.Count("SimulatePrincipalPolicy"));
    }

    [Fact]
    public async Task Calls_that_write_are_simulated()
    {
        using var stub = Stub(User, c => c.Operation == "SimulatePrincipalPolicy" ? Simulated(("iam:UpdateAssumeRolePolicy", "implicitDeny"), ("sns:Publish", "allowed"), ("sqs:DeleteMessage", "explicitDeny")) : StubAnswer.Error(500, "x"));
        var report = await Check(stub, "iam:UpdateAssumeRolePolicy", "sns:Publish", "sqs:DeleteMessage", "kms:Decrypt");
        Assert.Equal([PermissionState.Missing, PermissionState.Allowed, PermissionState.Missing, PermissionState.NotKnown], report.Answers.Select(a => a.State));
        var asked = Assert.Single(stub.Calls, c => c.Operation == "SimulatePrincipalPolicy");
        Assert.Equal((User, "sns:Publish"), (asked.Field("PolicySourceArn"), asked.Field("ActionNames.member.2")));
    }

    [Theory]
    [InlineData(403, "AccessDenied", "iam:SimulatePrincipalPolicy is missing")]
    [InlineData(500, "InternalFailure", "did not simulate")]
    public async Task Where_nothing_is_simulated_that_is_said(int status, string code, string words)
    {
        using var stub = Stub(User, _ => StubAnswer.Error(status, code));
        var answer = Assert.Single((await Check(stub, "sns:Publish")).Answers);
        Assert.Equal(PermissionState.NotKnown, answer.State);
        Assert.Contains(words, answer.How, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<GetRoleResponse><GetRoleResult><Role><Arn>arn:aws:iam::123456789012:role/team/reader</Arn></Role></GetRoleResult></GetRoleResponse>", "arn:aws:iam::123456789012:role/team/reader")]
    [InlineData(null, "arn:aws:iam::123456789012:role/reader")]
    public async Task A_session_is_simulated_as_its_role(string? role, string source)
    {
        using var stub = Stub("arn:aws:sts::123456789012:assumed-role/reader/namesake", c => c.Operation == "GetRole" && role is not null ? new StubAnswer(200, role) : StubAnswer.Error(403, "AccessDenied"));
        await Check(stub, "sns:Publish");
        Assert.Equal(source, Assert.Single(stub.Calls, c => c.Operation == "SimulatePrincipalPolicy").Field("PolicySourceArn"));
    }

    [Fact]
    public async Task Nothing_is_ever_written()
    {
        string[] readers = ["GetCallerIdentity", "GetAccountAuthorizationDetails", "ListRoles", "GetRole", "ListAccounts", "DescribeTrails", "GetTrailStatus", "GetEventSelectors", "ListPublicKeys", "SimulatePrincipalPolicy"];
        using var stub = Stub(User, _ => StubAnswer.Error(403, "AccessDenied"));
        await Check(stub, "iam:GetAccountAuthorizationDetails", "iam:ListRoles", "iam:GetRole", "iam:UpdateAssumeRolePolicy", "organizations:ListAccounts", "cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors", "cloudtrail:ListPublicKeys", "sns:Publish", "securityhub:BatchImportFindings", "sqs:DeleteMessage");
        Assert.NotEmpty(stub.Calls);
        Assert.All(stub.Calls, c => Assert.Contains(c.Operation, readers));
    }

    [Fact]
    public async Task The_role_of_an_organization_is_tried_in_every_other_account()
    {
        var refusing = StubOrganization.AccountOf(2);
        using var stub = new StubAws(new StubOrganization(5, 1) { Otherwise = c => c.Operation == "AssumeRole" && c.Field("RoleArn")!.Contains(refusing, StringComparison.Ordinal) ? StubAnswer.Error(403, "AccessDenied") : null }.Answer);
        var own = new PermissionReport(StubOrganization.Management, "x", "aws", []);
        var answer = await OrganizationCheck.Run(Connections.To(stub), own, "Reader", Connections.Stop);
        Assert.Equal((PermissionState.Missing, $"Reader refused in 1 of 4 other accounts: {refusing}"), (answer.State, answer.How));
    }

    private static StubAws Stub(string caller, Func<StubCall, StubAnswer> answer) =>
        new(c => c.Operation == "GetCallerIdentity" ? new StubAnswer(200, $"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>{caller}</Arn><Account>123456789012</Account><UserId>u</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>") : answer(c));

    private static Task<PermissionReport> Check(StubAws stub, params string[] actions) => PermissionCheck.Run(Connections.To(stub), actions, Connections.Stop);

    private static StubAnswer Simulated(params (string Action, string Decision)[] results) =>
        new(200, $"<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><SimulatePrincipalPolicyResult><EvaluationResults>{string.Concat(results.Select(r => $"<member><EvalActionName>{r.Action}</EvalActionName><EvalDecision>{r.Decision}</EvalDecision></member>"))}</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>");
}
