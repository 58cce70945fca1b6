using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Namesake.Sources.Aws.Services;

/// <summary>Writes a request as its service's protocol wants it.</summary>
internal sealed class ServiceMarshaller(AwsService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    private const string ContentType = "Content-Type";

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (AwsRequest)input;
        var request = new DefaultRequest(call, service.Id) { HttpMethod = call.Method, ResourcePath = call.Path };
        switch (service.Protocol)
        {
            case AwsProtocol.Query:
                request.Parameters["Action"] = call.Operation;
                request.Parameters["Version"] = service.Version;
                foreach (var (name, value) in call.Fields) request.Parameters[name] = value;
                request.SetContentFromParameters = true;
                request.Headers[ContentType] = "application/x-www-form-urlencoded; charset=utf-8";
                break;
            case AwsProtocol.Json:
                request.Headers["X-Amz-Target"] = $"{service.Target}.{call.Operation}";
                request.Headers[ContentType] = "application/x-amz-json-1.1";
                request.Content = call.Body;
                break;
            default:
                if (call.Body is null) break;
                request.Headers[ContentType] = "application/json";
                request.Content = call.Body;
                break;
        }
        return request;
    }
}
