using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime.Internal.Transform;

namespace Namesake.Sources.Aws.Services;

/// <summary>What an error's answer says. Its body may be XML for a JSON service too: whoever stands before it answers as he pleases.</summary>
internal sealed record ServiceError(string? Code, string Message, string? RequestId)
{
    private const string RequestIdHeader = "x-amzn-RequestId";

    private const string TypeHeader = "x-amzn-ErrorType";

    public static ServiceError Read(ReadOnlySpan<byte> body, IWebResponseData response)
    {
        var id = HeaderOf(response, RequestIdHeader);
        var text = body.TrimStart(" \t\r\n\uFEFF"u8);
        var error = text is [(byte)'<', ..] ? OfXml(text) : text is [(byte)'{', ..] ? OfJson(text) : null;
        var code = error?.Code ?? HeaderOf(response, TypeHeader);
        return new ServiceError(Short(code), error?.Message is { Length: > 0 } message ? message : $"the answer has the status {(int)response.StatusCode}", error?.RequestId ?? id);
    }

    private static ServiceError? OfXml(ReadOnlySpan<byte> body)
    {
        try
        {
            using var reader = new AwsAnswer { Body = body.ToArray() }.Reader();
            reader.MoveToContent();
            if (XNode.ReadFrom(reader) is not XElement root) return null;
            var error = AwsAnswer.Bare(root).DescendantsAndSelf("Error").FirstOrDefault();
            return error is null ? null : new ServiceError(error.Element("Code")?.Value, error.Element("Message")?.Value ?? "", root.Descendants("RequestId").FirstOrDefault()?.Value);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ServiceError? OfJson(ReadOnlySpan<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            var root = json.RootElement;
            return new ServiceError(TextOf(root, "__type") ?? TextOf(root, "code") ?? TextOf(root, "Code"), TextOf(root, "message") ?? TextOf(root, "Message") ?? "", null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // com.amazonaws.organizations#AccessDeniedException, or AccessDeniedException:http://…
    private static string? Short(string? code)
    {
        if (code is null) return null;
        var end = code.IndexOf(':', StringComparison.Ordinal);
        if (end >= 0) code = code[..end];
        return code[(code.LastIndexOf('#') + 1)..];
    }

    private static string? HeaderOf(IWebResponseData response, string name) => response.IsHeaderPresent(name) ? response.GetHeaderValue(name) : null;
}
