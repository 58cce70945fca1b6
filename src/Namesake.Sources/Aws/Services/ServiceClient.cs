using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace Namesake.Sources.Aws.Services;

/// <summary>
/// A client of any service, over the SDK's own pipeline: credentials, signatures, retries, clock skew and endpoints are
/// the SDK's; only what is written and read is not. The packages of these services need not be at hand.
/// </summary>
internal sealed class ServiceClient(AWSCredentials credentials, ServiceConfig config, AwsService service) : AmazonServiceClient(credentials, config)
{
    private readonly InvokeOptions _options = new() { RequestMarshaller = new ServiceMarshaller(service), ResponseUnmarshaller = ServiceUnmarshaller.Instance };

    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata(service.Id);

    protected override bool SupportResponseLogging => false;

    public Task<AwsAnswer> Send(AwsRequest request, CancellationToken cancellation) => InvokeAsync<AwsAnswer>(request, _options, cancellation);

    // INVARIANT: the order is marshaller, endpoint, signature.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new Signatures());
        pipeline.AddHandlerAfter<Marshaller>(new BaseEndpointResolver());
    }

    private sealed class Signatures : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }

    private sealed record Metadata(string ServiceId) : IServiceMetadata
    {
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
    }
}
