using Amazon.Runtime;
using Namesake.Sources.Aws.Services;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Aws.Services;

/// <summary>Connections to what stands in the place of AWS.</summary>
internal static class Connections
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static AwsConnection To(StubAws stub, int retries = 0, string region = "us-east-1") => To(stub.Endpoint, retries, region);

    public static AwsConnection To(string endpoint, int retries = 0, string region = "us-east-1") =>
        new(AwsSettings.Of(new AwsChoice(Region: region, Endpoint: new Uri(endpoint))) with { Retries = retries }, new BasicAWSCredentials("AKIASTUB", "secret"));

    /// <summary>One that waits for an answer no longer than this.</summary>
    public static AwsConnection Impatient(StubAws stub, TimeSpan patience, int retries) =>
        new(AwsSettings.Of(new AwsChoice(Region: "us-east-1", Endpoint: new Uri(stub.Endpoint))) with { Retries = retries, ForAnswer = patience }, new BasicAWSCredentials("AKIASTUB", "secret"));

    public static async Task<AwsAnswer> Call(this AwsConnection connection, AwsService service, AwsRequest request)
    {
        using var api = connection.Api(service);
        return await api.Call(request, Stop);
    }
}
