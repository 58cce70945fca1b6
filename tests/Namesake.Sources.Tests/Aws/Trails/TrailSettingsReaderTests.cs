using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;
using Namesake.Sources.Aws.Trails;
using Namesake.Sources.Tests.Aws.Services;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Aws.Trails;

/// <summary>Trails and their buckets, as the emulator has them and as one is refused them.</summary>
[Collection(nameof(MotoFixture))]
public sealed class TrailSettingsReaderTests(MotoFixture moto)
{
    [Fact]
    public async Task A_trail_is_read_with_its_bucket()
    {
        moto.Need();
        var (aws, bucket) = (Connections.To(moto.Endpoint), await moto.Bucket());
        using var s3 = moto.S3();
        await s3.PutPublicAccessBlockAsync(new PutPublicAccessBlockRequest { BucketName = bucket, PublicAccessBlockConfiguration = new() { BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true } }, Connections.Stop);
        await s3.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest { BucketName = bucket, Configuration = new() { Rules = [Rule("a", "AWSLogs/", 400), Rule("b", "", 730), Rule("c", "other/", 7)] } }, Connections.Stop);
        var name = $"trail-{Guid.NewGuid():N}";
        await aws.Call(AwsService.CloudTrail, AwsRequest.Json("CreateTrail", new JsonObject { ["Name"] = name, ["S3BucketName"] = bucket, ["IsMultiRegionTrail"] = true, ["EnableLogFileValidation"] = true }));
        await aws.Call(AwsService.CloudTrail, AwsRequest.Json("StartLogging", new JsonObject { ["Name"] = name }));

        var read = await TrailSettingsReader.Read(aws, Connections.Stop);
        var trail = Assert.Single(read.Trails, t => t.Arn.EndsWith($":trail/{name}", StringComparison.Ordinal));
        Assert.Equal(("123456789012", "us-east-1", true, false, true), (trail.Account, trail.HomeRegion, trail.IsMultiRegion, trail.IsOrganization, trail.HasDigests));
        Assert.Equal((true, null, null), (trail.IsLogging, trail.KmsKey, trail.DeliveryFault));
        Assert.Equal((true, true), (trail.Events!.ReadsManagement, trail.Events.WritesManagement));
        Assert.Equal(new Sessions.Integrity.TrailBucket(bucket, true, 400, true), trail.Bucket);
        Assert.DoesNotContain(read.Diagnostics, d => d.Place!.File == trail.Arn);
    }

    [Fact]
    public async Task A_bucket_without_settings_is_open_and_keeps_logs_for_ever()
    {
        moto.Need();
        var (aws, bucket) = (Connections.To(moto.Endpoint), await moto.Bucket());
        Assert.Equal(new Sessions.Integrity.TrailBucket(bucket, false, null, true), await new TrailBucketReader(aws, bucket, null, d => Assert.Fail(d.ToString())).Read(Connections.Stop));
    }

    [Theory]
    [InlineData("logs", "logs/AWSLogs/123456789012/", 30)]
    [InlineData("logs", "log", 30)]
    [InlineData("logs", "AWSLogs/", null)]
    [InlineData(null, "CloudTrail/", null)]
    public async Task A_rule_counts_where_it_deletes_logs_of_the_trail(string? prefix, string rule, int? days)
    {
        moto.Need();
        var (aws, bucket) = (Connections.To(moto.Endpoint), await moto.Bucket());
        using var s3 = moto.S3();
        await s3.PutLifecycleConfigurationAsync(new PutLifecycleConfigurationRequest { BucketName = bucket, Configuration = new() { Rules = [Rule("a", rule, 30)] } }, Connections.Stop);
        Assert.Equal(days, (await new TrailBucketReader(aws, bucket, prefix, _ => { }).Read(Connections.Stop)).KeepsDays);
    }

    [Fact]
    public async Task What_is_refused_is_not_known_and_told()
    {
        const string Trails = """{"trailList":[{"Name":"t","S3BucketName":"b","IsMultiRegionTrail":true,"HomeRegion":"eu-west-1","TrailARN":"arn:aws:cloudtrail:eu-west-1:1:trail/t","LogFileValidationEnabled":true,"KmsKeyId":"k","IsOrganizationTrail":true}]}""";
        using var stub = new StubAws(c => c.Operation == "DescribeTrails" ? StubAnswer.Json(Trails) : c.Service == "cloudtrail" ? StubAnswer.JsonError(400, "AccessDeniedException") : StubAnswer.Error(403, "AccessDenied"));
        var read = await TrailSettingsReader.Read(Connections.To(stub), Connections.Stop);
        var trail = Assert.Single(read.Trails);
        Assert.Equal((null, null, "k", true), (trail.IsLogging, trail.Events, trail.KmsKey, trail.IsOrganization));
        Assert.Equal(new Sessions.Integrity.TrailBucket("b", null, null, false), trail.Bucket);
        Assert.Equal(["aws-denied", "aws-denied", "aws-denied", "aws-denied"], read.Diagnostics.Select(d => d.Code));
        Assert.Equal(
            ["cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors", "s3:GetBucketPublicAccessBlock on b", "s3:GetLifecycleConfiguration on b"],
            read.Diagnostics.Select(d => d.Message.Split("access is denied, ")[1].Split(" is missing")[0]));
        Assert.All(stub.Calls.Where(c => c.Operation.StartsWith("Get", StringComparison.Ordinal) && c.Service == "cloudtrail"), c => Assert.Equal("eu-west-1", c.Region));
    }

    [Fact]
    public async Task Trails_that_may_not_be_listed_are_told_once()
    {
        using var stub = new StubAws(_ => StubAnswer.JsonError(400, "AccessDeniedException"));
        var read = await TrailSettingsReader.Read(Connections.To(stub), Connections.Stop);
        Assert.Empty(read.Trails);
        Assert.Equal(Severity.Warning, Assert.Single(read.Diagnostics).Severity);
    }

    private static LifecycleRule Rule(string id, string prefix, int days) => new()
    {
        Id = id, Status = LifecycleRuleStatus.Enabled, Filter = new LifecycleFilter { Prefix = prefix }, Expiration = new LifecycleRuleExpiration { Days = days },
    };
}
