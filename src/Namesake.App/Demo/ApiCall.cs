namespace Namesake.App.Demo;

/// <summary>A call to an AWS service and what it looks like in a trail.</summary>
internal sealed class ApiCall
{
    private ApiCall(string service, string name, int weight, bool readOnly, string? request, string? response)
    {
        Service = service;
        Name = name;
        Weight = weight;
        IsReadOnly = readOnly;
        Request = JsonTemplate.Parse(request);
        Response = JsonTemplate.Parse(response);
    }

    public string Service { get; }

    public string Name { get; }

    public int Weight { get; }

    public bool IsReadOnly { get; }

    public JsonTemplate? Request { get; }

    public JsonTemplate? Response { get; }

    public JsonTemplate? Additional { get; private init; }

    public JsonTemplate? Resources { get; private init; }

    public bool IsData { get; private init; }

    public bool IsStorage => Service is "s3";

    /// <summary>A call that reads.</summary>
    public static ApiCall Read(int weight, string service, string name, string? request, string? resources = null) =>
        new(service, name, weight, readOnly: true, request, response: null) { Resources = JsonTemplate.Parse(resources) };

    /// <summary>A call that changes something.</summary>
    public static ApiCall Change(int weight, string service, string name, string request, string? response = null, string? resources = null) =>
        new(service, name, weight, readOnly: false, request, response) { Resources = JsonTemplate.Parse(resources) };

    /// <summary>A call on an object of S3, which is a data event.</summary>
    public static ApiCall OnObject(int weight, string name, bool readOnly) =>
        new("s3", name, weight, readOnly, """{"bucketName":"~bucket~","Host":"~bucket~.s3.~region~.amazonaws.com","key":"~key~"}""", response: null)
        {
            IsData = true,
            Additional = Transfer,
            Resources = JsonTemplate.Parse("""[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::~bucket~/~key~"},{"accountId":"~account~","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::~bucket~"}]"""),
        };

    /// <summary>A call on a bucket of S3.</summary>
    public static ApiCall OnBucket(int weight, string name, string query) =>
        new("s3", name, weight, readOnly: true, "{\"bucketName\":\"~bucket~\",\"Host\":\"~bucket~.s3.~region~.amazonaws.com\",\"" + query + "\":\"\"}", response: null)
        {
            Additional = Transfer,
            Resources = JsonTemplate.Parse("""[{"accountId":"~account~","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::~bucket~"}]"""),
        };

    private static JsonTemplate? Transfer => JsonTemplate.Parse(
        """{"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":~small~,"AuthenticationMethod":"AuthHeader","x-amz-id-2":"~amz~==","bytesTransferredOut":~int~}""");
}
