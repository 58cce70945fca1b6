using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Namesake.Sources.Aws.Services;

/// <summary>One call of an operation, in the words of its service's protocol.</summary>
public sealed class AwsRequest : AmazonWebServiceRequest
{
    private AwsRequest(string operation) => Operation = operation;

    /// <summary>The operation's name: <c>ListRoles</c>.</summary>
    public string Operation { get; }

    /// <summary>The parameters of a query, lists flattened: <c>Filter.member.1</c>.</summary>
    internal ImmutableArray<KeyValuePair<string, string>> Fields { get; private init; } = [];

    /// <summary>The body of the JSON protocols.</summary>
    internal byte[]? Body { get; private init; }

    /// <summary>The path of a REST call, from its slash on.</summary>
    internal string Path { get; private init; } = "/";

    /// <summary>The verb of HTTP.</summary>
    internal string Method { get; private init; } = "POST";

    /// <summary>A call of the query protocol. Parameters without a value are left out.</summary>
    public static AwsRequest Query(string operation, params IEnumerable<(string Name, string? Value)> fields) =>
        new(operation) { Fields = [.. fields.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Name, f.Value!))] };

    /// <summary>A call of JSON 1.1.</summary>
    public static AwsRequest Json(string operation, JsonObject? body = null) => new(operation) { Body = BytesOf(body) };

    /// <summary>A call of REST JSON.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="method">The verb of HTTP.</param>
    /// <param name="path">The path, parts of it escaped.</param>
    /// <param name="body">What is sent along; null for nothing.</param>
    public static AwsRequest Rest(string operation, string method, string path, JsonObject? body = null) =>
        new(operation) { Method = method, Path = path, Body = body is null ? null : BytesOf(body) };

    private static byte[] BytesOf(JsonObject? body) => System.Text.Encoding.UTF8.GetBytes((body ?? []).ToJsonString());
}
