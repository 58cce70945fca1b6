using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Namesake.Sources.Aws.Services;

/// <summary>Takes an answer as it came, of whatever protocol, and reads only what an error says.</summary>
internal sealed class ServiceUnmarshaller : ResponseUnmarshaller
{
    /// <summary>The largest answer that is taken, in bytes: no page of any service comes near it.</summary>
    public const int MaxBytes = 64 << 20;

    public static readonly ServiceUnmarshaller Instance = new();

    public override AmazonWebServiceResponse Unmarshall(UnmarshallerContext input) => new AwsAnswer { Body = Read((RawContext)input), ResponseMetadata = new ResponseMetadata() };

    public override AmazonServiceException UnmarshallException(UnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var body = Read((RawContext)input);
        var error = ServiceError.Read(body.Span, input.ResponseData);
        return new AmazonServiceException(error.Message, innerException, statusCode < HttpStatusCode.InternalServerError ? ErrorType.Sender : ErrorType.Receiver, error.Code, error.RequestId, statusCode);
    }

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException) =>
        new RawContext(responseStream, response, isException);

    protected override UnmarshallerContext ConstructUnmarshallerContext(Stream responseStream, bool maintainResponseBody, IWebResponseData response, bool isException, IRequestContext requestContext) =>
        new RawContext(responseStream, response, isException);

    // Credentials may be in it: it is not kept for the SDK's log.
    protected override bool ShouldReadEntireResponse(IWebResponseData response, bool readEntireResponse) => false;

    private static ReadOnlyMemory<byte> Read(RawContext context)
    {
        using var body = new MemoryStream((int)Math.Clamp(context.ResponseData.ContentLength, 0, MaxBytes));
        var buffer = new byte[1 << 16];
        for (int read; (read = context.Stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (body.Length + read > MaxBytes) throw new AmazonClientException($"the answer has more than {MaxBytes >> 20} MiB");
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}

/// <summary>An answer's bytes: the SDK's own contexts are readers of one format each.</summary>
internal sealed class RawContext : UnmarshallerContext
{
    public RawContext(Stream stream, IWebResponseData response, bool isException)
    {
        Stream = stream;
        WebResponseData = response;
        IsException = isException;
    }

    public Stream Stream { get; }

    public override string CurrentPath => "";

    public override int CurrentDepth => 0;

    public override bool IsStartElement => false;

    public override bool IsEndElement => false;

    public override bool IsStartOfDocument => true;

    protected override void Dispose(bool disposing)
    {
        if (disposing) Stream.Dispose();
        base.Dispose(disposing);
    }
}
