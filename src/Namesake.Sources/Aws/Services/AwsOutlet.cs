using Amazon.Runtime;

namespace Namesake.Sources.Aws.Services;

/// <summary>A service that is called now and then, for months: credentials are looked for when it is first needed, and again where there were none.</summary>
/// <param name="choice">As whom, and where.</param>
/// <param name="service">The service.</param>
public sealed class AwsOutlet(AwsChoice choice, AwsService service) : IDisposable
{
    private AwsApi? _api;

    /// <inheritdoc cref="AwsApi.Try"/>
    public async Task<AwsResult> Try(AwsRequest request, string permission, CancellationToken cancellation)
    {
        try
        {
            _api ??= (await AwsConnection.Open(choice, cancellation)).Api(service);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            return new AwsResult(null, AwsFault.Of(e, permission));
        }
        var result = await _api.Try(request, permission, cancellation);
        if (result.Fault is { Code: "aws-credentials" }) Close();
        return result;
    }

    public void Dispose() => Close();

    private void Close()
    {
        _api?.Dispose();
        _api = null;
    }
}
