using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Namesake.Sources.Aws;

namespace Namesake.Sources.Tests.Aws;

/// <summary>A server that answers as S3 does on a bad day.</summary>
internal sealed class StubS3 : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<string> _asked = [];

    /// <param name="answer">Given the number of the request, counted from 0.</param>
    public StubS3(Action<int, HttpListenerContext> answer)
    {
        var port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        Client = new AmazonS3Client(new BasicAWSCredentials("a", "b"), new AmazonS3Config { ServiceURL = $"http://127.0.0.1:{port}", AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        _ = Task.Run(async () =>
        {
            for (var i = 0; _listener.IsListening; i++)
            {
                var context = await _listener.GetContextAsync();
                lock (_asked) _asked.Add($"{context.Request.Headers["Range"]} {context.Request.Headers["If-Match"]}".Trim());
                answer(i, context);
            }
        });
    }

    public AmazonS3Client Client { get; }

    /// <summary>The range and the ETag of each request.</summary>
    public string[] Asked
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    public S3File FileOf(byte[] bytes) => new("bucket", "key", bytes.Length, "\"tag\"", Named: false, Client);

    /// <summary>Sends what was asked for, up to an end that comes too early.</summary>
    public static void SendPart(HttpListenerContext context, byte[] bytes, int count)
    {
        var from = context.Request.Headers["Range"] is { } range ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        context.Response.StatusCode = from > 0 ? 206 : 200;
        context.Response.ContentLength64 = bytes.Length - from;
        context.Response.OutputStream.Write(bytes, from, Math.Min(count, bytes.Length - from));
        context.Response.OutputStream.Flush();
        if (count < bytes.Length - from) context.Response.Abort();
        else context.Response.Close();
    }

    public static void SendError(HttpListenerContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        context.Response.Close(System.Text.Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>Said by a stub.\nIn lines.</Message></Error>"), willBlock: true);
    }

    public void Dispose()
    {
        _listener.Close();
        Client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
