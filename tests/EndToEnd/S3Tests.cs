using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>Logs in a bucket, from the command line.</summary>
public sealed class S3Tests : IClassFixture<AwsEmulator>
{
    private readonly AwsEmulator _emulator;

    public S3Tests(AwsEmulator emulator) => _emulator = emulator;

    [Fact]
    public async Task A_synthetic_trail_in_a_bucket_is_attributed_as_on_disk()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(0, Cli.Namesake("demo", "--events", "20000", "--seed", "5", "--out", folder.Path).ExitCode);
        var files = Directory.GetFiles(folder.Path, "*.gz", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        var bucket = await _emulator.Bucket("synthetic", files.Select(f => (Path.GetRelativePath(folder.Path, f).Replace('\\', '/'), f)));
        var local = Cli.Namesake(["attribute", "--logs", .. files]);
        var far = _emulator.Namesake("attribute", "--logs", $"s3://{bucket}");
        Assert.Equal((local.ExitCode, local.Out), (far.ExitCode, far.Out));
        Assert.True(far.JsonLines.Count > 1_000);
    }

    [Fact]
    public async Task A_window_answers_for_its_events_alone_and_still_knows_who_began()
    {
        var trail = Path.Combine(Repository.Root, "samples", "trail");
        var bucket = await _emulator.Bucket("samples", Directory.GetFiles(trail, "*.gz", SearchOption.AllDirectories).Select(f => ($"some/prefix/{Path.GetRelativePath(trail, f).Replace('\\', '/')}", f)));
        var whole = Cli.Namesake("attribute", "--logs", trail).JsonLines;
        string[] window = ["--since", "2025-03-03T12:00", "--until", "2025-03-03T16:00"];
        foreach (var part in (CliResult[])[Cli.Namesake(["attribute", "--logs", trail, .. window]), _emulator.Namesake(["attribute", "--logs", $"s3://{bucket}/some/", .. window])])
        {
            var expected = whole.Where(l => string.CompareOrdinal(l.GetProperty("eventTime").GetString(), "2025-03-03T12:00") > 0 && string.CompareOrdinal(l.GetProperty("eventTime").GetString(), "2025-03-03T16:00") < 0);
            Assert.Equal(expected.Select(l => l.GetRawText()), part.JsonLines.Select(l => l.GetRawText()));
            Assert.InRange(part.JsonLines.Count, 1, whole.Count - 1);
        }
        var who = _emulator.Namesake("who", App.Demo.DemoDay.BucketDeleted, "--logs", $"s3://{bucket}", "--since", "2025-03-03");
        Assert.Equal(0, who.ExitCode);
        Assert.StartsWith("alice", who.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_are_audited_out_of_a_bucket_too()
    {
        var account = Path.Combine(Repository.Root, "samples", "account.json");
        var bucket = await _emulator.Bucket("account", [("account.json", account)]);
        var (local, far) = (Cli.Namesake("audit", account), _emulator.Namesake("audit", $"s3://{bucket}/account.json"));
        Assert.Equal((local.ExitCode, local.Out.Length), (far.ExitCode, far.Out.Length));
    }

    [Fact]
    public async Task An_event_of_a_ledger_is_read_again_out_of_its_bucket()
    {
        using var folder = new ScratchFolder();
        var log = folder.Write("log.json", """{"eventID":"e-1","eventTime":"2025-03-03T10:00:00Z","eventName":"a","eventSource":"b","note":[1, 2]}""");
        var (bucket, ledger) = (await _emulator.Bucket("raw", [("logs/log.json", log), ("logs/log.json.2", log)]), Path.Combine(folder.Path, "ledger"));
        var imported = _emulator.Namesake("import", $"s3://{bucket}/logs/log.json", "--ledger", ledger);
        Assert.True(imported.ExitCode == 0, imported.Error);
        var found = _emulator.Namesake("event", "e-1", "--ledger", ledger);
        Assert.True(found.ExitCode == 0, found.Error);
        Assert.Equal(File.ReadAllText(log) + "\n", found.Out);
    }

    [Theory]
    [InlineData("attribute", "--logs", "s3://")]
    [InlineData("attribute", "--logs", "samples/trail", "--since", "yesterday")]
    [InlineData("who", "x", "--logs", "samples/trail", "--since", "2025-03-04", "--until", "2025-03-03")]
    public void A_bucket_without_a_name_and_a_time_that_is_none_are_wrong_use(params string[] arguments)
    {
        var result = Cli.Namesake(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Without_credentials_one_sentence_says_so_within_seconds()
    {
        // Something that takes connections and never answers, in the place of a machine's metadata.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var home = new ScratchFolder();
        var watch = Stopwatch.StartNew();
        var result = Cli.NamesakeWith(Nobody(home, $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"), "attribute", "--logs", "s3://some-bucket/prefix");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal((4, ""), (result.ExitCode, result.Out));
        Assert.StartsWith("s3://some-bucket/prefix:1:1: error aws-credentials: no AWS credentials were found", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.Error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void Without_a_network_one_sentence_says_so_within_seconds()
    {
        using var home = new ScratchFolder();
        var variables = new Dictionary<string, string?>(Nobody(home, "http://127.0.0.1:9"), StringComparer.Ordinal)
        {
            ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b", ["AWS_ENDPOINT_URL_S3"] = "http://127.0.0.1:9",
        };
        var watch = Stopwatch.StartNew();
        var result = Cli.NamesakeWith(variables, "attribute", "--logs", "s3://some-bucket/prefix");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal((4, ""), (result.ExitCode, result.Out));
        Assert.Contains("error aws-unreachable", result.Error, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:9", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.Error.TrimEnd().Split('\n').Length);
    }

    private static Dictionary<string, string?> Nobody(ScratchFolder home, string metadata) => new(StringComparer.Ordinal)
    {
        ["AWS_ACCESS_KEY_ID"] = null, ["AWS_SECRET_ACCESS_KEY"] = null, ["AWS_SESSION_TOKEN"] = null, ["AWS_PROFILE"] = null, ["AWS_REGION"] = null, ["AWS_ENDPOINT_URL"] = null,
        ["AWS_CONFIG_FILE"] = Path.Combine(home.Path, "config"), ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(home.Path, "credentials"),
        ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = metadata,
    };
}
