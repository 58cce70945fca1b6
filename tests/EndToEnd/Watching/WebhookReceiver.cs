using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Namesake.EndToEnd.Watching;

/// <summary>A request that a receiver got.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, DateTimeOffset Time)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Id => Json.GetProperty("id").GetString()!;

    public string Kind => Json.GetProperty("type").GetString()!;
}

/// <summary>What a receiver answers.</summary>
/// <param name="Status">The status; 0 never answers.</param>
/// <param name="RetryAfter">The header of that name.</param>
internal sealed record Reply(int Status, string? RetryAfter = null)
{
    public static readonly Reply Fine = new(204);

    public static readonly Reply Silence = new(0);
}

/// <summary>An HTTP endpoint of a test's own, on this machine. It answers by a script, and afterwards that all is fine.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<Reply> _script;
    private readonly ConcurrentQueue<Received> _received = [];

    public WebhookReceiver(params IEnumerable<Reply> script)
    {
        _script = new(script);
        Port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = Serve();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}/hook";

    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>Waits until so many requests have come.</summary>
    public async Task<IReadOnlyList<Received>> Take(int count)
    {
        await Eventually.Holds(() => _received.Count >= count, () => $"{_received.Count} of {count} requests came");
        return All;
    }

    public void Dispose() => _listener.Close();

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        try
        {
            while (true) await Answer(await _listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // It is closed.
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var headers = context.Request.Headers.AllKeys.ToDictionary(k => k!, k => context.Request.Headers[k]!, StringComparer.OrdinalIgnoreCase);
        if (!_script.TryDequeue(out var reply)) reply = Reply.Fine;
        _received.Enqueue(new Received(context.Request.Url!.AbsolutePath, headers, body.ToArray(), TimeProvider.System.GetUtcNow()));
        if (reply.Status == 0) return;
        context.Response.StatusCode = reply.Status;
        if (reply.RetryAfter is not null) context.Response.Headers["Retry-After"] = reply.RetryAfter;
        context.Response.Close();
    }
}

/// <summary>Waiting for what comes about by itself.</summary>
internal static class Eventually
{
    public static Task Holds(Func<bool> holds, Func<string> what) => Holds(() => Task.FromResult(holds()), what);

    public static async Task Holds(Func<Task<bool>> holds, Func<string> what)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 900, $"not within a minute and a half: {what()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
