using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Namesake.Tests;

/// <summary>A request as a service would get it.</summary>
/// <param name="Service">The service that it was signed for.</param>
/// <param name="AccessKeyId">Who signed it.</param>
/// <param name="Region">The Region that it was signed for.</param>
/// <param name="Target">X-Amz-Target; empty for other protocols.</param>
/// <param name="Path">The path and query.</param>
/// <param name="Body">The body.</param>
internal sealed record StubCall(string Service, string AccessKeyId, string Region, string Target, string Path, string Body)
{
    public string Operation => Target.Length > 0 ? Target[(Target.LastIndexOf('.') + 1)..] : Field("Action") ?? Path;

    /// <summary>A parameter of the query protocol.</summary>
    public string? Field(string name) =>
        Body.Split('&').Select(p => p.Split('=', 2)).Where(p => p.Length == 2 && p[0] == name).Select(p => Uri.UnescapeDataString(p[1].Replace('+', ' '))).FirstOrDefault();
}

/// <summary>What is answered, and after which time.</summary>
internal sealed record StubAnswer(int Status, string Body, string ContentType = "text/xml", TimeSpan Delay = default)
{
    public static StubAnswer Error(int status, string code) =>
        new(status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>Said by a stub.</Message></Error><RequestId>r-1</RequestId></ErrorResponse>");

    public static StubAnswer JsonError(int status, string code) => new(status, $$"""{"__type":"com.amazonaws.stub#{{code}}","Message":"Said by a stub."}""", "application/x-amz-json-1.1");

    public static StubAnswer Json(string body) => new(200, body, "application/x-amz-json-1.1");
}

/// <summary>A server in the place of AWS, which says what a test wants and remembers what it was asked.</summary>
internal sealed class StubAws : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<StubCall> _calls = new();

    public StubAws(Func<StubCall, StubAnswer> answer)
    {
        Endpoint = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Endpoint + "/");
        _listener.Start();
        _ = Task.Run(async () =>
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => Answer(context, answer));
            }
        });
    }

    public string Endpoint { get; }

    public IReadOnlyList<StubCall> Calls => [.. _calls];

    /// <summary>How often an operation was asked for.</summary>
    public int Count(string operation) => _calls.Count(c => c.Operation == operation);

    public void Dispose() => _listener.Close();

    private async Task Answer(HttpListenerContext context, Func<StubCall, StubAnswer> answer)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var call = CallOf(context.Request, await reader.ReadToEndAsync());
        _calls.Enqueue(call);
        var said = answer(call);
        if (said.Delay > TimeSpan.Zero) await Task.Delay(said.Delay);
        try
        {
            context.Response.StatusCode = said.Status;
            context.Response.ContentType = said.ContentType;
            context.Response.Close(Encoding.UTF8.GetBytes(said.Body), willBlock: false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asked has gone.
        }
    }

    // AWS4-HMAC-SHA256 Credential=KEY/20250303/REGION/SERVICE/aws4_request, SignedHeaders=…
    private static StubCall CallOf(HttpListenerRequest request, string body)
    {
        var scope = (request.Headers["Authorization"] ?? "").Split("Credential=") is [_, var rest] ? rest.Split(',')[0].Split('/') : [];
        return new StubCall(scope.ElementAtOrDefault(3) ?? "", scope.ElementAtOrDefault(0) ?? "", scope.ElementAtOrDefault(2) ?? "", request.Headers["X-Amz-Target"] ?? "", request.RawUrl ?? "", body);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
