using System.Diagnostics;
using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>Buckets and queues of notices into a ledger, as processes meet them.</summary>
public sealed class QueueImportTests(SyntheticTrail trail, AwsEmulator aws) : IClassFixture<SyntheticTrail>, IClassFixture<AwsEmulator>
{
    private const string Sample = "AWSLogs/111122223333/CloudTrail/us-east-1/2025/03/03/";

    private static readonly string[] Samples = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "trail"), "*.gz", SearchOption.AllDirectories);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private (string Key, string File)[] Objects => [.. trail.Files.Select(f => ("AWSLogs/" + Path.GetRelativePath(trail.Logs, f).Replace('\\', '/'), f))];

    [Fact]
    public async Task A_bucket_makes_the_ledger_that_its_files_make_and_is_not_fetched_twice()
    {
        using var folder = new ScratchFolder();
        var bucket = await aws.Bucket("import-whole", Objects);
        AssertRan(aws.Namesake("import", $"s3://{bucket}", "--ledger", folder.Path));
        Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", folder.Path));
        // Of S3, everything but the fetching of objects goes through.
        using var gate = new Gate(aws.Endpoint, $"GET /{bucket}/AWSLogs");
        var again = Cli.NamesakeWith(With(gate, "S3"), "import", $"s3://{bucket}/", "--ledger", folder.Path);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains($"0 files read, {trail.Files.Length:N0} passed over", again.Error, StringComparison.Ordinal);
        Assert.False(gate.HeldUp.IsCompleted);
    }

    [Fact]
    public async Task A_window_reads_the_days_around_it_and_keeps_all_of_them_and_a_later_import_brings_the_rest()
    {
        using var folder = new ScratchFolder();
        // As if the trail had been delivered over ten days.
        var delivered = trail.Files.Select((file, i) => (Day: 1 + i % 10, Key: $"AWSLogs/111122223333/CloudTrail/us-east-1/2025/03/{1 + i % 10:D2}/{i}.json.gz", File: file)).ToList();
        var bucket = await aws.Bucket("import-window", delivered.Select(d => (d.Key, d.File)));
        // From two days before to one day after.
        var around = delivered.Where(d => d.Day is >= 4 and <= 7).Select(d => d.File).ToArray();
        var part = aws.Namesake("import", $"s3://{bucket}", "--since", "2025-03-06", "--until", "2025-03-06", "--ledger", folder.Path);
        AssertRan(part);
        Assert.Contains($"{around.Length:N0} files read;", part.Error, StringComparison.Ordinal);
        var local = Path.Combine(folder.Path, "local");
        AssertRan(Cli.Namesake(["import", .. around, "--ledger", local]));
        Assert.Equal(SyntheticTrail.LinesOf("--ledger", local), SyntheticTrail.LinesOf("--ledger", folder.Path));
        var rest = aws.Namesake("import", $"s3://{bucket}", "--ledger", folder.Path);
        AssertRan(rest);
        Assert.Contains($"{trail.Files.Length - around.Length:N0} files read, {around.Length:N0} passed over", rest.Error, StringComparison.Ordinal);
        Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", folder.Path));
    }

    [Fact]
    public async Task A_process_that_dies_between_import_and_deletion_leaves_the_ledger_exact_and_the_messages_to_the_next()
    {
        using var folder = new ScratchFolder();
        var (bucket, queue) = await aws.Noticed("import-killed");
        foreach (var (key, file) in Objects) await aws.Put(bucket, key, file);
        var all = (Waiting: trail.Files.Length, 0);
        Assert.Equal(all, await aws.Count(queue));
        using var gate = new Gate(aws.Endpoint, "DeleteMessageBatch");
        using (var process = Start(With(gate, "SQS"), "import", "--queue", Through(gate, queue), "--once", "--ledger", folder.Path))
        {
            var receipts = ReceiptsOf(await gate.HeldUp.WaitAsync(TimeSpan.FromMinutes(1), Stop));
            process.Value.Kill();
            await process.Value.WaitForExitAsync(Stop);
            Assert.Equal((0, trail.Files.Length), await aws.Count(queue));
            Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", folder.Path));
            await aws.Return(queue, receipts);
            Assert.Equal((receipts.Count, trail.Files.Length - receipts.Count), await aws.Count(queue));
            Assert.NotEmpty(receipts);
            var next = aws.Namesake("import", "--queue", queue, "--bucket", bucket, "--once", "--ledger", folder.Path);
            AssertRan(next);
            Assert.Contains($"0 files read, {receipts.Count:N0} passed over", next.Error, StringComparison.Ordinal);
            Assert.Equal((0, trail.Files.Length - receipts.Count), await aws.Count(queue));
        }
        Assert.Equal(trail.Answers, SyntheticTrail.LinesOf("--ledger", folder.Path));
    }

    [Fact]
    public async Task It_waits_for_messages_lets_other_imports_come_between_and_ends_when_it_is_told_to()
    {
        using var folder = new ScratchFolder();
        var (bucket, queue) = await aws.Noticed("import-long");
        using var process = Start(aws.Variables, "import", "--queue", queue, "--ledger", folder.Path);
        await aws.Put(bucket, Sample + "1.json.gz", Samples[0]);
        await Until(async () => File.Exists(Path.Combine(folder.Path, "ledger.json")) && await aws.Count(queue) == (0, 0));
        AssertRan(Cli.Namesake("import", Samples[1], "--ledger", folder.Path));
        using (new FileStream(Path.Combine(folder.Path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await aws.Put(bucket, Sample + "3.json.gz", Samples[2]);
            while (await process.Value.StandardError.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Stop) is { } line && !line.Contains("waiting for it to end", StringComparison.Ordinal)) { }
            // It holds the message, and waits for the ledger: told to end, it imports what it holds.
            Assert.Equal((0, 1), await aws.Count(queue));
            Assert.Equal(0, Cli.Bash($"kill -TERM {process.Value.Id}", folder.Path).ExitCode);
        }
        Assert.True(process.Value.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal((0, (0, 0)), (process.Value.ExitCode, await aws.Count(queue)));
        using var files = new ScratchFolder();
        AssertRan(Cli.Namesake(["import", .. Samples[..3], "--ledger", files.Path]));
        Assert.Equal(SyntheticTrail.LinesOf("--ledger", files.Path), SyntheticTrail.LinesOf("--ledger", folder.Path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_keeps_its_own_message_back_and_no_other()
    {
        using var folder = new ScratchFolder();
        var (bucket, queue) = await aws.Noticed("import-broken");
        await aws.Put(bucket, Sample + "1.json.gz", Samples[0]);
        await aws.Put(bucket, Sample + "2.json.gz", folder.Write("broken.json.gz", "this was never gzip"));
        await aws.Put(bucket, Sample + "3.json.gz", Samples[1]);
        var result = aws.Namesake("import", "--queue", queue, "--bucket", bucket, "--once", "--ledger", Path.Combine(folder.Path, "ledger"));
        Assert.Equal(4, result.ExitCode);
        Assert.Contains($"s3://{bucket}/{Sample}2.json.gz:1:1: error", result.Error, StringComparison.Ordinal);
        Assert.Equal((0, 1), await aws.Count(queue));
    }

    [Theory]
    [InlineData(NoticeWay.Straight)]
    [InlineData(NoticeWay.Topic)]
    [InlineData(NoticeWay.EventBridge)]
    public async Task What_S3_tells_arrives_in_the_ledger_whatever_way_it_goes(NoticeWay way)
    {
        using var folder = new ScratchFolder();
        var (bucket, queue) = await aws.Noticed($"import-{way.ToString().ToLowerInvariant()}", way);
        await aws.Put(bucket, Sample + "one file+ü.json.gz", Samples[0]);
        var result = aws.Namesake("import", "--queue", queue, "--bucket", bucket, "--once", "--ledger", folder.Path);
        AssertRan(result);
        Assert.Contains("1 file read;", result.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), await aws.Count(queue));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_CloudTrail_tells_arrives_in_the_ledger(bool isEnveloped)
    {
        using var folder = new ScratchFolder();
        var keys = (string[])[Sample + "1.json.gz", Sample + "2.json.gz"];
        var bucket = await aws.Bucket($"import-cloudtrail-{isEnveloped}".ToLowerInvariant(), keys.Zip(Samples));
        var queue = await aws.Queue(bucket);
        var notice = JsonSerializer.Serialize(new { s3Bucket = bucket, s3ObjectKey = keys });
        await aws.Send(queue, isEnveloped ? Sns(notice) : notice);
        var result = aws.Namesake("import", "--queue", queue, "--bucket", bucket, "--once", "--ledger", folder.Path);
        AssertRan(result);
        Assert.Contains("2 files read;", result.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), await aws.Count(queue));
    }

    [Fact]
    public async Task A_bucket_that_is_not_allowed_is_not_read()
    {
        using var folder = new ScratchFolder();
        var (bucket, queue) = await aws.Noticed("import-stranger");
        await aws.Put(bucket, Sample + "1.json.gz", Samples[0]);
        var result = aws.Namesake("import", "--queue", queue, "--bucket", "another-bucket", "--once", "--ledger", folder.Path);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("bucket-not-allowed", result.Error, StringComparison.Ordinal);
        Assert.Equal((0, 1), await aws.Count(queue));
        Assert.False(File.Exists(Path.Combine(folder.Path, "ledger.json")));
    }

    [Fact]
    public void A_queue_that_is_not_there_is_a_failure()
    {
        aws.Need();
        using var folder = new ScratchFolder();
        var result = aws.Namesake("import", "--queue", $"{aws.Endpoint}/123456789012/never-made", "--ledger", folder.Path);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no-such-queue", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--queue", "my-queue")]
    [InlineData("--queue", "https://sqs.eu-west-1.amazonaws.com/1/q", "samples/trail")]
    [InlineData("--queue", "https://sqs.eu-west-1.amazonaws.com/1/q", "--since", "2025-03-03")]
    [InlineData("--queue", "https://sqs.eu-west-1.amazonaws.com/1/q", "--no-wait")]
    [InlineData("--queue", "https://sqs.eu-west-1.amazonaws.com/1/q", "--bucket", "no bucket")]
    [InlineData("samples/trail", "--once")]
    [InlineData("samples/trail", "--bucket", "some-bucket")]
    [InlineData("samples/trail", "--since", "yesterday")]
    [InlineData]
    public void What_does_not_go_together_is_wrong_use(params string[] arguments)
    {
        using var folder = new ScratchFolder();
        var result = Cli.Namesake(["import", .. arguments, "--ledger", folder.Path]);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private Dictionary<string, string?> With(Gate gate, string service) => new(aws.Variables, StringComparer.Ordinal) { [$"AWS_ENDPOINT_URL_{service}"] = gate.Endpoint };

    private static string Through(Gate gate, string queue) => gate.Endpoint + new Uri(queue).AbsolutePath;

    private static string Sns(string message) =>
        JsonSerializer.Serialize(new { Type = "Notification", MessageId = "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", TopicArn = "arn:aws:sns:us-east-1:111122223333:t", Subject = "Amazon S3 Notification", Message = message, Timestamp = "2025-03-03T09:20:00.000Z", SignatureVersion = "1", Signature = "x", SigningCertURL = "x", UnsubscribeURL = "x" });

    private static List<string> ReceiptsOf(string request) =>
        [.. JsonDocument.Parse(request[request.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]).RootElement.GetProperty("Entries").EnumerateArray().Select(e => e.GetProperty("ReceiptHandle").GetString()!)];

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 300, "it did not come to be within a minute");
            await Task.Delay(200, Stop);
        }
    }

    private static Running Start(IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(Cli.Launcher, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new Running(Process.Start(start)!);
    }

    /// <summary>A process that does not outlive its test.</summary>
    private sealed record Running(Process Value) : IDisposable
    {
        public void Dispose()
        {
            if (!Value.HasExited) Value.Kill();
            Value.Dispose();
        }
    }

    private static void AssertRan(CliResult result) => Assert.True(result.ExitCode == 0, result.Error);
}
