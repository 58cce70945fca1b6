using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>
/// The AWS CLI as it is installed, before moto's S3 and an answer to ListPublicKeys, which moto does not have. Skips the
/// test where there is no CLI or no moto; on CI that is a failure.
/// </summary>
internal sealed class Emulator : IAsyncDisposable
{
    private static readonly HttpClient Http = new();

    private readonly Moto _moto;
    private readonly string _endpoint;
    private readonly HttpListener _keys = new();
    private readonly string _keysEndpoint;
    private readonly Task _answering;

    private Emulator(Moto moto, int keysPort)
    {
        _moto = moto;
        _endpoint = moto.Endpoint;
        _keysEndpoint = $"http://127.0.0.1:{keysPort}";
        _keys.Prefixes.Add(_keysEndpoint + "/");
        _keys.Start();
        _answering = Answer();
    }

    public static async Task<Emulator> Start()
    {
        Need(await Run("aws", ["--version"], null) is { Exit: 0 }, "the AWS CLI is not installed");
        var moto = new Moto();
        moto.Need();
        return new Emulator(moto, FreePort());
    }

    public async Task Upload(SignedBucket bucket)
    {
        await Put($"/{bucket.Name}", [], null);
        foreach (var (key, stored) in bucket.Objects) await Put($"/{bucket.Name}/{key}", stored.Bytes, stored);
    }

    /// <summary>What <c>aws cloudtrail validate-logs</c> says of a bucket, and its exit code.</summary>
    public Task<(int Exit, string Said)> Validate(SignedBucket bucket, DateTimeOffset from, DateTimeOffset until) => Run(
        "aws",
        [
            "cloudtrail", "validate-logs", "--verbose", "--trail-arn", $"arn:aws:cloudtrail:{bucket.HomeRegion}:{bucket.Account}:trail/{bucket.Trail}", "--s3-bucket", bucket.Name,
            "--start-time", SignedBucket.Text(from), "--end-time", SignedBucket.Text(until), "--region", bucket.Region,
        ],
        new()
        {
            ["AWS_ENDPOINT_URL"] = _endpoint, ["AWS_ENDPOINT_URL_CLOUDTRAIL"] = _keysEndpoint, ["AWS_ACCESS_KEY_ID"] = "testing", ["AWS_SECRET_ACCESS_KEY"] = "testing",
            ["AWS_CONFIG_FILE"] = "/dev/null", ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null", ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_DEFAULT_REGION"] = "us-east-1",
        });

    public async ValueTask DisposeAsync()
    {
        _keys.Stop();
        await _answering;
        _moto.Dispose();
    }

    private static void Need(bool condition, string reason)
    {
        if (!condition && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.SkipUnless(condition, reason);
    }

    private static async Task<(int Exit, string Said)> Run(string program, string[] arguments, Dictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "");
        }
    }

    private async Task Put(string path, byte[] bytes, BucketObject? stored)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_endpoint + path)) { Content = new ByteArrayContent(bytes) };
        if (stored?.Signature is not null) request.Headers.Add("x-amz-meta-signature", stored.Signature);
        if (stored?.Algorithm is not null) request.Headers.Add("x-amz-meta-signature-algorithm", stored.Algorithm);
        if (path.EndsWith("_backfill.json.gz", StringComparison.Ordinal)) request.Headers.Add("x-amz-meta-backfill-generation-timestamp", "2025-03-03T12:00:00Z");
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private async Task Answer()
    {
        // The CLI reads times as the service writes them, in seconds.
        var body = Encoding.UTF8.GetBytes(SignedBucket.PublicKeyList().Replace("\"2025-01-01T00:00:00\\u002B00:00\"", "1735689600.0", StringComparison.Ordinal).Replace("\"2026-01-01T00:00:00\\u002B00:00\"", "1767225600.0", StringComparison.Ordinal));
        while (_keys.IsListening)
        {
            try
            {
                var context = await _keys.GetContextAsync();
                context.Response.ContentType = "application/x-amz-json-1.1";
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
