using Amazon;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Tests.Aws.Services;

/// <summary>Where services are, partition by partition.</summary>
public sealed class ServiceEndpointTests
{
    [Theory]
    [InlineData("IAM", "eu-west-1", "https://iam.amazonaws.com/", "us-east-1")]
    [InlineData("IAM", "cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1")]
    [InlineData("IAM", "us-gov-east-1", "https://iam.us-gov.amazonaws.com/", "us-gov-west-1")]
    [InlineData("Organizations", "ap-southeast-2", "https://organizations.us-east-1.amazonaws.com/", "us-east-1")]
    [InlineData("Organizations", "cn-north-1", "https://organizations.cn-northwest-1.amazonaws.com.cn/", "cn-northwest-1")]
    [InlineData("Organizations", "us-gov-east-1", "https://organizations.us-gov-west-1.amazonaws.com/", "us-gov-west-1")]
    [InlineData("CloudTrail", "eu-west-1", "https://cloudtrail.eu-west-1.amazonaws.com/", "eu-west-1")]
    [InlineData("CloudTrail", "cn-north-1", "https://cloudtrail.cn-north-1.amazonaws.com.cn/", "cn-north-1")]
    [InlineData("SNS", "us-gov-east-1", "https://sns.us-gov-east-1.amazonaws.com/", "us-gov-east-1")]
    [InlineData("SecurityHub", "eu-central-1", "https://securityhub.eu-central-1.amazonaws.com/", "eu-central-1")]
    public void A_service_is_where_its_partition_has_it(string id, string region, string url, string signing)
    {
        var service = Assert.Single(All, s => s.Id == id);
        Assert.Equal(new ServiceEndpoint(url, signing), ServiceEndpoint.Of(service, RegionEndpoint.GetBySystemName(region)));
    }

    [Fact]
    public void Fips_has_hosts_of_its_own_where_the_plain_ones_are_none()
    {
        Assert.Equal("https://iam-fips.amazonaws.com/", ServiceEndpoint.Of(AwsService.Iam, RegionEndpoint.USEast2, useFips: true).Url);
        Assert.Equal("https://iam.us-gov.amazonaws.com/", ServiceEndpoint.Of(AwsService.Iam, RegionEndpoint.USGovCloudEast1, useFips: true).Url);
    }

    [Theory]
    [InlineData(null, "us-east-1")]
    [InlineData("arn:aws-cn:iam::123456789012:role/r", "cn-north-1")]
    [InlineData("arn:aws-us-gov:iam::123456789012:role/r", "us-gov-west-1")]
    [InlineData("nonsense", "us-east-1")]
    public void The_role_to_go_through_tells_the_partition(string? role, string region) => Assert.Equal(region, AwsSettings.DefaultOf(role));

    private static AwsService[] All => [AwsService.Iam, AwsService.Organizations, AwsService.CloudTrail, AwsService.Sns, AwsService.SecurityHub, AwsService.Sts];
}
