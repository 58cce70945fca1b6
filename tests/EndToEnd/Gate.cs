using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Namesake.EndToEnd;

/// <summary>
/// Stands between the program and the emulator, on a port of its own, and passes on whatever comes, until a request comes
/// that it is to hold up: that one is never answered.
/// </summary>
internal sealed class Gate : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _behind;
    private readonly string _heldUp;
    private readonly TaskCompletionSource<string> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="behind">To where it leads.</param>
    /// <param name="heldUp">What stands in a request that is not passed on.</param>
    public Gate(string behind, string heldUp)
    {
        (_behind, _heldUp) = (new Uri(behind), heldUp);
        _listener.Start();
        _ = Accept();
    }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The request that was held up, once it came.</summary>
    public Task<string> HeldUp => _request.Task;

    public void Dispose() => _listener.Stop();

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The gate is closed.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
            try
            {
                await server.ConnectAsync(_behind.Host, _behind.Port);
                _ = server.GetStream().CopyToAsync(client.GetStream()).ContinueWith(_ => client.Close(), TaskScheduler.Default);
                var buffer = new byte[1 << 16];
                var (seen, isHeld) = (new StringBuilder(), false);
                for (int read; (read = await client.GetStream().ReadAsync(buffer)) > 0;)
                {
                    // A request begins a read; its body may come with the next.
                    var text = Encoding.Latin1.GetString(buffer, 0, read);
                    isHeld |= text.Contains(_heldUp, StringComparison.Ordinal);
                    if (!isHeld) await server.GetStream().WriteAsync(buffer.AsMemory(0, read));
                    else if (seen.Append(text).ToString() is var request && request.EndsWith('}')) _request.TrySetResult(request);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // One of the two has gone.
            }
    }
}
