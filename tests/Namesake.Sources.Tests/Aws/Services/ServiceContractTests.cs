using System.Text.Json.Nodes;
using Amazon.Runtime;
using Namesake.Sources.Aws.Services;
using static Namesake.Sources.Tests.Aws.Services.Connections;

namespace Namesake.Sources.Tests.Aws.Services;

/// <summary>The one client of all services, against the emulator: it is built of the SDK's inner parts, which may change under it.</summary>
[Collection(nameof(MotoFixture))]
public sealed class ServiceContractTests(MotoFixture moto)
{
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""";

    [Fact]
    public async Task Iam_is_asked_and_written_by_queries()
    {
        var aws = Open();
        var name = $"contract-{Guid.NewGuid():N}";
        await aws.Call(AwsService.Iam, AwsRequest.Query("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", Trust), ("Description", null)));
        var other = Trust.Replace("root", "user/ä+ &%", StringComparison.Ordinal);
        await aws.Call(AwsService.Iam, AwsRequest.Query("UpdateAssumeRolePolicy", ("RoleName", name), ("PolicyDocument", other)));
        var role = (await aws.Call(AwsService.Iam, AwsRequest.Query("GetRole", ("RoleName", name)))).Xml();
        Assert.Equal(other, Uri.UnescapeDataString(role.Descendants("AssumeRolePolicyDocument").Single().Value));
    }

    [Fact]
    public async Task A_refusal_has_the_code_of_the_service()
    {
        var fault = await Assert.ThrowsAsync<AmazonServiceException>(() => Open().Call(AwsService.Iam, AwsRequest.Query("GetRole", ("RoleName", "nobody"))));
        Assert.Equal(("NoSuchEntity", System.Net.HttpStatusCode.NotFound), (fault.ErrorCode, fault.StatusCode));
        fault = await Assert.ThrowsAsync<AmazonServiceException>(() => Open().Call(AwsService.CloudTrail, AwsRequest.Json("GetTrailStatus", new JsonObject { ["Name"] = "nobody" })));
        Assert.Equal("TrailNotFoundException", fault.ErrorCode);
    }

    [Fact]
    public async Task Organizations_and_trails_are_asked_by_json()
    {
        var aws = Open();
        await aws.Call(AwsService.Organizations, AwsRequest.Json("CreateOrganization", new JsonObject { ["FeatureSet"] = "ALL" }));
        var accounts = (await aws.Call(AwsService.Organizations, AwsRequest.Json("ListAccounts"))).Json();
        Assert.Equal("123456789012", accounts.GetProperty("Accounts")[0].GetProperty("Id").GetString());
        await aws.Call(AwsService.Organizations, AwsRequest.Json("DeleteOrganization"));
        var trails = (await aws.Call(AwsService.CloudTrail, AwsRequest.Json("DescribeTrails"))).Json();
        Assert.Equal(System.Text.Json.JsonValueKind.Array, trails.GetProperty("trailList").ValueKind);
    }

    [Fact]
    public async Task A_topic_is_published_to()
    {
        var aws = Open();
        var topic = (await aws.Call(AwsService.Sns, AwsRequest.Query("CreateTopic", ("Name", "alerts")))).Xml().Descendants("TopicArn").Single().Value;
        var answer = await aws.Call(AwsService.Sns, AwsRequest.Query("Publish", ("TopicArn", topic), ("Message", "a role lost its names")));
        Assert.NotEmpty(answer.Xml().Descendants("MessageId").Single().Value);
    }

    [Fact]
    public async Task Findings_are_imported_by_rest()
    {
        var finding = new JsonObject
        {
            ["SchemaVersion"] = "2018-10-08", ["Id"] = "f-1", ["ProductArn"] = "arn:aws:securityhub:us-east-1:123456789012:product/123456789012/default", ["GeneratorId"] = "namesake",
            ["AwsAccountId"] = "123456789012", ["Types"] = new JsonArray("Software and Configuration Checks"), ["CreatedAt"] = "2025-03-03T10:00:00Z", ["UpdatedAt"] = "2025-03-03T10:00:00Z",
            ["Severity"] = new JsonObject { ["Label"] = "HIGH" }, ["Title"] = "t", ["Description"] = "d", ["Resources"] = new JsonArray(new JsonObject { ["Type"] = "AwsIamRole", ["Id"] = "arn:aws:iam::123456789012:role/r" }),
        };
        var answer = await Open().Call(AwsService.SecurityHub, AwsRequest.Rest("BatchImportFindings", "POST", "/findings/import", new JsonObject { ["Findings"] = new JsonArray(finding) }));
        Assert.Equal(1, answer.Json().GetProperty("SuccessCount").GetInt32());
    }

    [Fact]
    public async Task A_role_of_another_account_is_gone_through()
    {
        var there = Open().Through("arn:aws:iam::210987654321:role/reader");
        var (account, arn) = await there.WhoAmI(Stop);
        Assert.Equal(("210987654321", "arn:aws:sts::210987654321:assumed-role/reader/namesake"), (account, arn));
    }

    [Fact]
    public async Task The_environment_of_the_emulator_is_enough()
    {
        moto.Need();
        var aws = await AwsConnection.Open(AwsChoice.Default, Stop);
        Assert.Equal("123456789012", (await aws.WhoAmI(Stop)).Account);
        await aws.Call(AwsService.Iam, AwsRequest.Query("ListRoles", ("MaxItems", "1")));
    }

    private AwsConnection Open()
    {
        moto.Need();
        return To(moto.Endpoint, retries: 2);
    }
}
