using Amazon.Runtime;

namespace Namesake.Sources.Aws.Services;

/// <summary>A service of an account: what calls go through.</summary>
public sealed class AwsApi : IDisposable
{
    private readonly ServiceClient _client;

    internal AwsApi(ServiceClient client, AwsService service)
    {
        _client = client;
        Service = service;
    }

    public AwsService Service { get; }

    /// <summary>Makes a call, again and again where it was throttled or the service failed.</summary>
    /// <param name="request">The call, in the protocol of the service.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="AmazonServiceException">The service refused.</exception>
    /// <exception cref="AmazonClientException">There are no credentials, or the answer was not understood.</exception>
    /// <exception cref="TimeoutException">No answer came.</exception>
    public Task<AwsAnswer> Call(AwsRequest request, CancellationToken cancellation = default) =>
        // The SDK fetches credentials without looking whether anybody still waits.
        AwsCall.Run(c => _client.Send(request, c).WaitAsync(c), cancellation);

    /// <summary>The same, the refusal as what it is for a person.</summary>
    /// <param name="request">The call.</param>
    /// <param name="permission">What the caller must be allowed to do: <c>iam:ListRoles</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<AwsResult> Try(AwsRequest request, string permission, CancellationToken cancellation = default)
    {
        try
        {
            return new AwsResult(await Call(request, cancellation), null);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            return new AwsResult(null, AwsFault.Of(e, permission));
        }
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>What came of a call: an answer or a fault, the other null.</summary>
public sealed record AwsResult(AwsAnswer? Answer, AwsFault? Fault);
