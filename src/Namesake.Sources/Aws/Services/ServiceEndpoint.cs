using Amazon;
using Amazon.Runtime.Endpoints;

namespace Namesake.Sources.Aws.Services;

/// <summary>Where a service is, and for which Region requests to it are signed.</summary>
internal sealed record ServiceEndpoint(string Url, string SigningRegion) : IEndpointProvider
{
    /// <summary>The partitions of which the names below hold; others name global services as regional ones.</summary>
    private const string Commercial = "aws";

    private const string China = "aws-cn";

    private const string Government = "aws-us-gov";

    /// <remarks>https://docs.aws.amazon.com/general/latest/gr/iam-service.html and the pages of the other services there</remarks>
    public static ServiceEndpoint Of(AwsService service, RegionEndpoint region, bool useFips = false)
    {
        var home = service.IsGlobal ? HomeOf(service, region) : region.SystemName;
        // Only this partition's hosts differ; in aws-us-gov the plain ones are FIPS endpoints.
        var prefix = useFips && region.PartitionName == Commercial ? $"{service.Prefix}-fips" : service.Prefix;
        var host = (service.Id, region.PartitionName) switch
        {
            ("IAM", Commercial) => $"{prefix}.{region.PartitionDnsSuffix}",
            ("IAM", Government) => $"{prefix}.us-gov.{region.PartitionDnsSuffix}",
            _ => $"{prefix}.{home}.{region.PartitionDnsSuffix}",
        };
        return new ServiceEndpoint($"https://{host}/", home);
    }

    public Endpoint ResolveEndpoint(EndpointParameters parameters) => new(Url) { Attributes = new PropertyBag() };

    private static string HomeOf(AwsService service, RegionEndpoint region) => (service.Id, region.PartitionName) switch
    {
        (_, Commercial) => "us-east-1",
        ("Organizations", China) => "cn-northwest-1",
        (_, China) => "cn-north-1",
        (_, Government) => "us-gov-west-1",
        _ => region.SystemName,
    };
}
