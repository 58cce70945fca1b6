using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Namesake.Tests;

/// <summary>
/// An emulator of AWS as a process of its own, on a free port: python's moto. It ends with the fixture, or with this
/// process at the latest. Where it is not installed, tests that need it are skipped, and fail on CI.
/// </summary>
internal sealed class Moto : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process? _server;
    private readonly string _reason = "moto is not installed: pip install -r build/moto.txt";

    public Moto()
    {
        if (Python() is not { } python) return;
        Endpoint = $"http://127.0.0.1:{FreePort()}";
        _server = Process.Start(new ProcessStartInfo(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", new Uri(Endpoint).Port.ToString()]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _server.OutputDataReceived += static (_, _) => { };
        _server.ErrorDataReceived += static (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        if (!Answers()) _reason = "moto did not start within a minute";
        else IsRunning = true;
    }

    public string Endpoint { get; } = "";

    public bool IsRunning { get; }

    /// <summary>What a program is told so that it takes the emulator for AWS.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL"] = Endpoint,
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_REGION"] = "us-east-1",
    };

    public void Need()
    {
        if (!IsRunning && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{_reason} (on CI)");
        Assert.SkipUnless(IsRunning, _reason);
    }

    public void Dispose()
    {
        if (_server is null) return;
        try
        {
            _server.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself, or was disposed of before.
        }
        _server.Dispose();
    }

    private static string? Python() => new[] { "python", "python3" }.FirstOrDefault(HasMoto);

    private static bool HasMoto(string python)
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(python, ["-c", "import moto.server, flask"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            asked.StandardError.ReadToEnd();
            asked.WaitForExit();
            return asked.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private bool Answers()
    {
        for (var tries = 0; tries < 600 && !_server!.HasExited; tries++)
        {
            try
            {
                using var answer = Http.GetAsync(new Uri(Endpoint + "/moto-api/")).GetAwaiter().GetResult();
                return true;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                Thread.Sleep(100);
            }
        }
        return false;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
