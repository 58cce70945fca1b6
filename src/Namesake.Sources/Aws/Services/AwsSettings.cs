using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Namesake.Sources.Aws.Services;

/// <summary>What all clients of a connection have in common.</summary>
/// <param name="Profile">The profile that was asked for; null where the environment decides.</param>
/// <param name="Region">The Region of regional services.</param>
internal sealed record AwsSettings(string? Profile, RegionEndpoint Region)
{
    private static readonly TimeSpan ForConnection = TimeSpan.FromSeconds(3);

    /// <summary>How often a call is made again: IAM's details are throttled long before most calls are.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The time for one answer: IAM takes its time over a thousand roles.</summary>
    public TimeSpan ForAnswer { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>What stands in the place of AWS; null for what is configured, or AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    public static AwsSettings Of(AwsChoice choice) => new(choice.Profile, RegionOf(choice)) { Endpoint = choice.Endpoint };

    /// <summary>The profile that credentials come from, where they come from one.</summary>
    public CredentialProfile? Find() => Find(Profile);

    public TConfig Apply<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        if (Profile is not null) config.Profile = new Profile(Profile);
        if (Endpoint is not null) config.ServiceURL = Endpoint.OriginalString;
        config.ConnectTimeout = ForConnection;
        return config;
    }

    /// <summary>The same, patient with a service that throttles.</summary>
    public TConfig ApplyPatience<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        Apply(config);
        config.Timeout = ForAnswer;
        config.MaxErrorRetry = Retries;
        config.RetryMode = RequestRetryMode.Adaptive;
        return config;
    }

    // Never the machine's metadata, which may keep one waiting. S3 itself says in which Region a bucket is.
    private static RegionEndpoint RegionOf(AwsChoice choice)
    {
        var name = choice.Region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? Find(choice.Profile)?.Region?.SystemName;
        return RegionEndpoint.GetBySystemName(name ?? DefaultOf(choice.RoleArn));
    }

    // The role to go through tells the partition.
    internal static string DefaultOf(string? roleArn) => (Policy.Model.Arn.TryParse(roleArn, out var arn) ? arn.Partition : null) switch
    {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };

    /// <exception cref="AmazonClientException">A file of profiles is damaged.</exception>
    private static CredentialProfile? Find(string? name)
    {
        try
        {
            return new CredentialProfileStoreChain().TryGetProfile(name ?? Variable("AWS_PROFILE") ?? "default", out var profile) ? profile : null;
        }
        catch (InvalidDataException e)
        {
            // The SDK's own message quotes the line, which may be a secret: it is not repeated.
            throw new AmazonClientException("the file of credentials or that of profiles (~/.aws/credentials, ~/.aws/config) has a line that is no section, property or comment: mend it", e);
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
