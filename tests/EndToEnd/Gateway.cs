using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Namesake.EndToEnd;

/// <summary>What happens to a call that comes to the gateway.</summary>
/// <param name="Before">Done before the emulator is asked.</param>
/// <param name="Answer">The answer in place of the emulator's; null for its own.</param>
/// <param name="IsForwarded">Whether the emulator is asked.</param>
/// <param name="After">Done after the emulator was asked, before the answer goes out.</param>
internal sealed record Fault(Action? Before = null, (int Status, string Code)? Answer = null, bool IsForwarded = false, Action? After = null);

/// <summary>Stands before the emulator, and makes calls of an operation fail.</summary>
internal sealed class Gateway : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly HttpListener _listener = new();
    private readonly Uri _emulator;
    private readonly ConcurrentQueue<(string Operation, Fault Fault)> _faults = new();

    public Gateway(string emulator)
    {
        _emulator = new Uri(emulator);
        Endpoint = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Endpoint + "/");
        _listener.Start();
        _ = Serve();
    }

    public string Endpoint { get; }

    /// <summary>The operations that were called, in order.</summary>
    public ConcurrentQueue<string> Called { get; } = new();

    /// <summary>Makes the next call of an operation fail.</summary>
    public void Next(string operation, Fault fault) => _faults.Enqueue((operation, fault));

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                _ = Task.Run(() => Answer(call));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Answer(HttpListenerContext call)
    {
        try
        {
            using var body = new MemoryStream();
            await call.Request.InputStream.CopyToAsync(body);
            var text = Encoding.UTF8.GetString(body.ToArray());
            var operation = text.Split('&').Select(f => f.Split('=')).Where(f => f[0] == "Action").Select(f => f[1]).FirstOrDefault() ?? "";
            Called.Enqueue(operation);
            var fault = _faults.TryPeek(out var next) && next.Operation == operation && _faults.TryDequeue(out next) ? next.Fault : new Fault(IsForwarded: true);
            fault.Before?.Invoke();
            var (status, answer) = fault.IsForwarded ? await Forward(call.Request, body.ToArray()) : (200, []);
            fault.After?.Invoke();
            if (fault.Answer is { } instead) (status, answer) = (instead.Status, Encoding.UTF8.GetBytes($"<ErrorResponse><Error><Code>{instead.Code}</Code><Message>made by the test</Message></Error><RequestId>r</RequestId></ErrorResponse>"));
            call.Response.StatusCode = status;
            call.Response.ContentType = "text/xml";
            await call.Response.OutputStream.WriteAsync(answer);
            call.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // Who asked has ended: that is what the test wants.
        }
    }

    private async Task<(int Status, byte[] Body)> Forward(HttpListenerRequest from, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_emulator, from.RawUrl)) { Content = new ByteArrayContent(body) };
        if (from.ContentType is { } type) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        foreach (var name in from.Headers.AllKeys.OfType<string>().Where(n => n is "Authorization" || n.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)))
            request.Headers.TryAddWithoutValidation(name, from.Headers[name]);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
