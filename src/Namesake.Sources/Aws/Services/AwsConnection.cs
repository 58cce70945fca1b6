using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SQS;

namespace Namesake.Sources.Aws.Services;

/// <summary>As whom, and where: what <c>--profile</c>, <c>--region</c> and <c>--role-arn</c> say. Null is what the AWS CLI would take.</summary>
/// <param name="Profile">A profile of <c>~/.aws/config</c>.</param>
/// <param name="Region">The Region of regional services; it also says in which partition one is.</param>
/// <param name="RoleArn">A role to assume first.</param>
/// <param name="Endpoint">What stands in the place of AWS for every service.</param>
public sealed record AwsChoice(string? Profile = null, string? Region = null, string? RoleArn = null, Uri? Endpoint = null)
{
    public static readonly AwsChoice Default = new();

    /// <summary>The partition that it leads to, as far as that is known without asking.</summary>
    public static string PartitionOf(AwsChoice choice) => AwsSettings.Of(choice).Region.PartitionName;
}

/// <summary>Credentials of an account, and the clients that use them.</summary>
public sealed class AwsConnection
{
    private readonly AwsSettings _settings;
    private readonly AWSCredentials _credentials;

    internal AwsConnection(AwsSettings settings, AWSCredentials credentials)
    {
        _settings = settings;
        _credentials = credentials;
    }

    /// <summary>The Region of regional services: <c>eu-west-1</c>.</summary>
    public string Region => _settings.Region.SystemName;

    /// <summary>The partition: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c>.</summary>
    public string Partition => _settings.Region.PartitionName;

    /// <summary>Finds the credentials where the AWS CLI would, and makes sure that there are some.</summary>
    /// <exception cref="AmazonClientException">There are none, or the configuration is broken.</exception>
    /// <exception cref="AmazonServiceException">The role may not be assumed.</exception>
    public static async Task<AwsConnection> Open(AwsChoice choice, CancellationToken cancellation = default)
    {
        var settings = AwsSettings.Of(choice);
        var connection = new AwsConnection(settings, await AwsAccess.Credentials(settings, cancellation));
        if (choice.RoleArn is null) return connection;
        var through = connection.Through(choice.RoleArn);
        await AwsCall.Run(_ => through._credentials.GetCredentialsAsync(), cancellation);
        return through;
    }

    /// <summary>The same, as a session of a role, which is assumed when it is first needed.</summary>
    public AwsConnection Through(string roleArn) => new(_settings, new RoleCredentials(Sts, roleArn));

    /// <summary>The same in another Region of the partition.</summary>
    public AwsConnection In(string region) => new(_settings with { Region = RegionEndpoint.GetBySystemName(region) }, _credentials);

    public AwsApi Api(AwsService service)
    {
        var config = _settings.ApplyPatience(new ServiceConfig(service));
        config.Locate(_settings.Region);
        return new AwsApi(new ServiceClient(_credentials, config, service), service);
    }

    /// <summary>The account and ARN of whoever the credentials are. No permission is needed for it.</summary>
    /// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</remarks>
    public async Task<(string Account, string Arn)> WhoAmI(CancellationToken cancellation)
    {
        using var sts = Sts();
        var answer = await AwsCall.Run(c => sts.GetCallerIdentityAsync(new(), c), cancellation);
        return (answer.Account, answer.Arn);
    }

    internal IAmazonS3 S3()
    {
        var config = _settings.Apply(new AmazonS3Config());
        // Names of buckets are no hosts where an endpoint stands for AWS.
        config.ForcePathStyle = AwsAccess.Locate(config, _settings.Region);
        return new AmazonS3Client(_credentials, config);
    }

    internal IAmazonSQS Sqs()
    {
        var config = _settings.Apply(new AmazonSQSConfig());
        AwsAccess.Locate(config, _settings.Region);
        return new AmazonSQSClient(_credentials, config);
    }

    private AmazonSecurityTokenServiceClient Sts()
    {
        var config = _settings.ApplyPatience(new AmazonSecurityTokenServiceConfig());
        AwsAccess.Locate(config, _settings.Region);
        return new AmazonSecurityTokenServiceClient(_credentials, config);
    }
}
