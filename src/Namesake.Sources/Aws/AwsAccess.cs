using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.SQS;

namespace Namesake.Sources.Aws;

/// <summary>
/// Makes the SDK's clients: credentials, Region, profile and endpoints come from where the AWS CLI takes them. An
/// answer that there are none must not take longer than a person waits.
/// </summary>
internal static class AwsAccess
{
    /// <summary>Where no profile names a slower way (a sign-in, a process), only the metadata of a machine is asked.</summary>
    private static readonly TimeSpan ForMetadata = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ForProfile = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ForConnection = TimeSpan.FromSeconds(3);

    /// <exception cref="AmazonClientException">There are no credentials, or the configuration is broken.</exception>
    public static async Task<IAmazonS3> S3(CancellationToken cancellation)
    {
        var config = new AmazonS3Config { ConnectTimeout = ForConnection };
        // Names of buckets are no hosts where an endpoint stands for AWS.
        config.ForcePathStyle = Locate(config, RegionOf());
        return new AmazonS3Client(await Credentials(config, cancellation), config);
    }

    /// <param name="queue">The queue's URL; its host names the Region.</param>
    /// <param name="cancellation">Ends the search for credentials.</param>
    /// <exception cref="AmazonClientException">There are no credentials, or the configuration is broken.</exception>
    public static async Task<IAmazonSQS> Sqs(Uri queue, CancellationToken cancellation)
    {
        var region = queue.Host.Split('.') is ["sqs", var name, "amazonaws", ..] ? RegionEndpoint.GetBySystemName(name) : RegionOf();
        var config = new AmazonSQSConfig { ConnectTimeout = ForConnection };
        Locate(config, region);
        return new AmazonSQSClient(await Credentials(config, cancellation), config);
    }

    /// <returns>Whether an endpoint was configured (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3, the profile's services).</returns>
    private static bool Locate(ClientConfig config, RegionEndpoint region)
    {
        // Asked for before a Region is set, which would shut it out.
        if (config.ServiceURL is not { } endpoint)
        {
            config.RegionEndpoint = region;
            return false;
        }
        config.ServiceURL = endpoint;
        config.AuthenticationRegion = region.SystemName;
        return true;
    }

    private static async Task<AWSCredentials> Credentials(ClientConfig config, CancellationToken cancellation)
    {
        var time = ProfileOf() is null ? ForMetadata : ForProfile;
        try
        {
            return await Task.Run(
                async () =>
                {
                    var found = await new DefaultAWSCredentialsIdentityResolver().ResolveIdentityAsync(config, cancellation);
                    // Some are only fetched when they are wanted.
                    await found.GetCredentialsAsync();
                    return found;
                },
                cancellation).WaitAsync(time, cancellation);
        }
        catch (TimeoutException e)
        {
            throw new AmazonClientException(AwsFault.NoCredentials, e);
        }
    }

    // Never the machine's metadata, which may keep one waiting. S3 itself says in which Region a bucket is.
    private static RegionEndpoint RegionOf()
    {
        var name = Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? ProfileOf()?.Region?.SystemName;
        return name is null ? RegionEndpoint.USEast1 : RegionEndpoint.GetBySystemName(name);
    }

    private static CredentialProfile? ProfileOf() =>
        new CredentialProfileStoreChain().TryGetProfile(Variable("AWS_PROFILE") ?? "default", out var profile) ? profile : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
