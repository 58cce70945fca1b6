using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.SQS;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws;

/// <summary>
/// Credentials and endpoints come from where the AWS CLI takes them. An answer that there are none must not take longer
/// than a person waits.
/// </summary>
internal static class AwsAccess
{
    /// <summary>Where no profile names a slower way (a sign-in, a process), only the metadata of a machine is asked.</summary>
    private static readonly TimeSpan ForMetadata = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ForProfile = TimeSpan.FromMinutes(1);

    /// <exception cref="AmazonClientException">There are no credentials, or the configuration is broken.</exception>
    public static async Task<IAmazonS3> S3(CancellationToken cancellation) => (await AwsConnection.Open(AwsChoice.Default, cancellation)).S3();

    /// <param name="queue">The queue's URL; its host names the Region.</param>
    /// <param name="cancellation">Ends the search for credentials.</param>
    /// <exception cref="AmazonClientException">There are no credentials, or the configuration is broken.</exception>
    public static async Task<IAmazonSQS> Sqs(Uri queue, CancellationToken cancellation)
    {
        var region = queue.Host.Split('.') is ["sqs", var name, "amazonaws", ..] ? name : null;
        return (await AwsConnection.Open(new AwsChoice(Region: region), cancellation)).Sqs();
    }

    /// <returns>Whether an endpoint was configured (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3, the profile's services).</returns>
    internal static bool Locate(ClientConfig config, RegionEndpoint region)
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

    internal static async Task<AWSCredentials> Credentials(AwsSettings settings, CancellationToken cancellation)
    {
        var time = settings.Find() is null ? ForMetadata : ForProfile;
        var config = settings.Apply(new AmazonS3Config());
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
}
