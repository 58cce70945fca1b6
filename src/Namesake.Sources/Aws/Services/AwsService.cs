namespace Namesake.Sources.Aws.Services;

/// <summary>How a service takes its requests.</summary>
/// <remarks>https://smithy.io/2.0/aws/protocols/index.html</remarks>
public enum AwsProtocol
{
    /// <summary>A form, answered in XML.</summary>
    Query,

    /// <summary>JSON 1.1, the operation in a header.</summary>
    Json,

    /// <summary>JSON to a path.</summary>
    RestJson,
}

/// <summary>A service of AWS as far as one must know it to call it.</summary>
/// <param name="Id">As the SDK calls it: <c>AWS_ENDPOINT_URL_</c> and a profile's services are named after it.</param>
/// <param name="Prefix">What its hosts begin with; requests are signed for it too.</param>
/// <param name="Protocol">How it takes requests.</param>
/// <param name="Version">The version of its interface, for the query protocol.</param>
/// <param name="Target">What stands before an operation's name in X-Amz-Target, for JSON.</param>
/// <param name="IsGlobal">Whether a partition has only one of it.</param>
public sealed record AwsService(string Id, string Prefix, AwsProtocol Protocol, string? Version, string? Target, bool IsGlobal)
{
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/</remarks>
    public static readonly AwsService Iam = new("IAM", "iam", AwsProtocol.Query, "2010-05-08", null, IsGlobal: true);

    /// <remarks>https://docs.aws.amazon.com/organizations/latest/APIReference/</remarks>
    public static readonly AwsService Organizations = new("Organizations", "organizations", AwsProtocol.Json, null, "AWSOrganizationsV20161128", IsGlobal: true);

    /// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/</remarks>
    public static readonly AwsService CloudTrail = new("CloudTrail", "cloudtrail", AwsProtocol.Json, null, "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", IsGlobal: false);

    /// <remarks>https://docs.aws.amazon.com/sns/latest/api/</remarks>
    public static readonly AwsService Sns = new("SNS", "sns", AwsProtocol.Query, "2010-03-31", null, IsGlobal: false);

    /// <remarks>https://docs.aws.amazon.com/securityhub/1.0/APIReference/</remarks>
    public static readonly AwsService SecurityHub = new("SecurityHub", "securityhub", AwsProtocol.RestJson, null, null, IsGlobal: false);

    /// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/</remarks>
    public static readonly AwsService Sts = new("STS", "sts", AwsProtocol.Query, "2011-06-15", null, IsGlobal: false);
}
