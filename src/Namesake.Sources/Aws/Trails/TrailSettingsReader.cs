using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Trails;

/// <summary>The trails of an account as they are set up, and what nobody was allowed to ask.</summary>
public sealed record ReadTrails(ImmutableArray<TrailSettings> Trails, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether the account told which trails there are.</summary>
    public bool IsListed { get; init; } = true;
}

/// <summary>
/// Reads how the trails are set up that an account's events of one Region go to: its own of that Region, those of all
/// Regions, and the organization's. Nothing is written.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html</remarks>
public static class TrailSettingsReader
{
    private static readonly SourcePlace Place = new("cloudtrail://", 1, 1);

    public static async Task<ReadTrails> Read(AwsConnection aws, CancellationToken cancellation)
    {
        using var api = aws.Api(AwsService.CloudTrail);
        var (answer, fault) = await api.Try(AwsRequest.Json("DescribeTrails", new JsonObject { ["includeShadowTrails"] = true }), "cloudtrail:DescribeTrails", cancellation);
        if (answer is null) return new ReadTrails([], [Told(fault!, "the trails are not known", Place)]) { IsListed = false };
        var said = new List<Diagnostic>();
        // A page of something else in the place of AWS is no account without trails.
        if (JsonOf(answer, said) is not { ValueKind: JsonValueKind.Object } list || !list.TryGetProperty("trailList", out _))
            return new ReadTrails([], said.Count > 0 ? [.. said] : [new Diagnostic(Severity.Warning, "aws-call", "the trails are not known: the answer is none to DescribeTrails, is there something else in the place of AWS?", Place)]) { IsListed = false };
        var trails = ImmutableArray.CreateBuilder<TrailSettings>();
        var buckets = new Dictionary<string, TrailBucket>(StringComparer.Ordinal);
        foreach (var trail in list.Items("trailList")) trails.Add(await Read(aws, trail, buckets, said, cancellation));
        return new ReadTrails(trails.ToImmutable(), [.. said]);
    }

    private static async Task<TrailSettings> Read(AwsConnection aws, JsonElement trail, Dictionary<string, TrailBucket> buckets, List<Diagnostic> said, CancellationToken cancellation)
    {
        var arn = trail.Text("TrailARN") ?? trail.Text("Name") ?? "";
        var home = trail.Text("HomeRegion") ?? aws.Region;
        var place = new SourcePlace(arn, 1, 1);
        // Only there all of it is told.
        using var api = aws.In(home).Api(AwsService.CloudTrail);
        var status = await Ask(api, "GetTrailStatus", new JsonObject { ["Name"] = arn }, "whether it records is not known");
        var selectors = await Ask(api, "GetEventSelectors", new JsonObject { ["TrailName"] = arn }, "what it records is not known");
        var bucket = trail.Text("S3BucketName") ?? "";
        if (!buckets.TryGetValue(bucket, out var kept)) buckets[bucket] = kept = await new TrailBucketReader(aws, bucket, trail.Text("S3KeyPrefix"), said.Add).Read(cancellation);
        return new TrailSettings(
            arn, Policy.Model.Arn.TryParse(arn, out var parsed) ? parsed.Account : "", home,
            trail.Flag("IsMultiRegionTrail") == true, trail.Flag("IsOrganizationTrail") == true, trail.Flag("IncludeGlobalServiceEvents") == true,
            status?.Flag("IsLogging"), trail.Flag("LogFileValidationEnabled") == true, trail.Text("KmsKeyId"),
            status?.Text("LatestDeliveryError") is { Length: > 0 } error ? error : null,
            selectors is { } found ? TrailSelectors.Read(found) : null, kept);

        async Task<JsonElement?> Ask(AwsApi of, string operation, JsonObject body, string lost)
        {
            var (answer, fault) = await of.Try(AwsRequest.Json(operation, body), $"cloudtrail:{operation}", cancellation);
            if (answer is not null) return JsonOf(answer, said);
            said.Add(Told(fault!, $"{arn}: {lost}", place));
            return null;
        }
    }

    private static JsonElement JsonOf(AwsAnswer answer, List<Diagnostic> said)
    {
        try
        {
            return answer.Json();
        }
        catch (AmazonClientException e)
        {
            said.Add(Told(AwsFault.Of(e, "cloudtrail:DescribeTrails"), "an answer of CloudTrail was not read", Place));
            return default;
        }
    }

    internal static Diagnostic Told(AwsFault fault, string lost, SourcePlace place) => new(Severity.Warning, fault.Code, $"{lost}: {fault.Message}", place);
}
