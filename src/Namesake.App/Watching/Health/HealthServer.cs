using System.Globalization;
using System.Net;

namespace Namesake.App.Watching.Health;

/// <summary>
/// Answers <c>GET /healthz</c>, with 200 where all is well, else 503. It tells counts and times, no findings and no secrets, and
/// takes nothing; it is for this machine unless another address is given.
/// </summary>
internal sealed class HealthServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HealthReport _report;

    private HealthServer(string prefix, HealthReport report)
    {
        _report = report;
        _listener.Prefixes.Add(prefix);
        _listener.TimeoutManager.IdleConnection = TimeSpan.FromSeconds(30);
        _listener.TimeoutManager.DrainEntityBody = TimeSpan.FromSeconds(5);
    }

    /// <param name="given"><c>PORT</c>, of this machine alone, or <c>ADDRESS:PORT</c>.</param>
    /// <returns>The prefix of URLs that are answered; null where the text names none.</returns>
    public static string? PrefixOf(string given)
    {
        var (address, port) = given.LastIndexOf(':') is var colon && colon < 0 ? ("127.0.0.1", given) : (given[..colon], given[(colon + 1)..]);
        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0 || !IPAddress.TryParse(address.Trim('[', ']'), out var parsed)) return null;
        var host = parsed.Equals(IPAddress.Any) || parsed.Equals(IPAddress.IPv6Any) ? "*" : parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{parsed}]" : parsed.ToString();
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{number}/");
    }

    /// <exception cref="IOException">The port is not to be had.</exception>
    public static HealthServer Start(string prefix, HealthReport report)
    {
        var server = new HealthServer(prefix, report);
        try
        {
            server._listener.Start();
        }
        catch (HttpListenerException e)
        {
            server.Dispose();
            throw new IOException($"the health endpoint cannot listen on {prefix}: {e.Message}", e);
        }
        _ = server.Serve();
        return server;
    }

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        try
        {
            while (_listener.IsListening) Answer(await _listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // It was closed.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var answer = context.Response;
        try
        {
            answer.Headers["Cache-Control"] = "no-store";
            if (context.Request is not { HttpMethod: "GET" or "HEAD", Url.AbsolutePath: "/healthz" })
            {
                answer.StatusCode = (int)HttpStatusCode.NotFound;
                return;
            }
            var (isWell, json) = _report.Write();
            answer.StatusCode = (int)(isWell ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
            answer.ContentType = "application/json";
            answer.ContentLength64 = json.Length;
            if (context.Request.HttpMethod == "GET") answer.OutputStream.Write(json);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Whoever asked has gone.
        }
    }
}
