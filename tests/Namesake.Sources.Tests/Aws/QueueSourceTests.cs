using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Namesake.Policy.Model;
using Namesake.Sources.Aws;

namespace Namesake.Sources.Tests.Aws;

/// <summary>Messages are deleted when their files are safe, and not before.</summary>
[Collection(nameof(MotoFixture))]
public sealed class QueueSourceTests(MotoFixture moto) : IDisposable
{
    private static readonly QueueOptions Options = new() { UntilEmpty = true, Wait = TimeSpan.Zero, Visibility = TimeSpan.FromSeconds(30) };

    private readonly ConcurrentQueue<Diagnostic> _said = new();
    private readonly AmazonSQSClient _sqs = moto.Sqs();
    private readonly AmazonS3Client _s3 = moto.S3();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string[] Codes => [.. _said.Select(d => d.Code).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task An_object_that_is_written_arrives_through_the_queue_and_is_read()
    {
        var (url, bucket) = (await Queue(), await moto.Bucket());
        await _s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest { BucketName = bucket, QueueConfigurations = [new QueueConfiguration { Queue = await ArnOf(url), Events = [EventType.ObjectCreatedAll] }] }, Stop);
        await Put(bucket, "AWSLogs/111122223333/CloudTrail/r/2025/03/03/one file+ü.json");
        await Put(bucket, "AWSLogs/111122223333/CloudTrail-Digest/r/2025/03/03/digest.json");
        await using (var source = Open(url, Options with { Buckets = [bucket] }))
        {
            var files = new List<string>();
            await foreach (var batch in source.Batches(Stop))
            {
                foreach (var file in batch.Files)
                {
                    Assert.Equal($"s3://{bucket}/AWSLogs/111122223333/CloudTrail/r/2025/03/03/one file+ü.json", file.Name);
                    Assert.Equal(file.Name, file.Version!.Location);
                    using var text = new StreamReader(file.Open());
                    files.Add(await text.ReadToEndAsync(Stop));
                }
                Assert.Equal(1, await Waiting(url));
                await source.Complete(batch, Stop);
            }
            Assert.Equal(["content of a log"], files);
        }
        Assert.Equal(0, await Waiting(url));
        Assert.DoesNotContain(_said, d => d.Code != "no-log-notice");
    }

    [Fact]
    public async Task A_batch_that_is_not_completed_comes_again()
    {
        var (url, bucket) = (await Queue(), await moto.Bucket("a", "b"));
        await Send(url, Notice(bucket, "a", "b"), Notice(bucket, "a"));
        for (var run = 0; run < 2; run++)
        {
            await using var source = Open(url, Options);
            var files = await source.Batches(Stop).SelectMany(b => b.Files).Select(f => f.Name).ToListAsync(Stop);
            Assert.Equal([$"s3://{bucket}/a", $"s3://{bucket}/b"], files.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        }
        Assert.Equal(2, await Waiting(url));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task What_is_no_notice_or_cannot_be_read_stays_in_the_queue_and_the_rest_goes_on()
    {
        var (url, bucket, foreign) = (await Queue(), await moto.Bucket("a"), await moto.Bucket("a"));
        await Send(url, "hello", Notice(bucket, "a"), Notice(bucket, "gone"), Notice(foreign, "a"), """{"Event":"s3:TestEvent"}""", Notice(bucket, "AWSLogs/111122223333/Config/r/x"));
        await using (var source = Open(url, Options with { Buckets = [bucket] }))
            await foreach (var batch in source.Batches(Stop))
            {
                Assert.Equal([$"s3://{bucket}/a"], batch.Files.Select(f => f.Name));
                await source.Complete(batch, Stop);
            }
        Assert.Equal(["bucket-not-allowed", "gone", "no-log-notice", "not-a-notice"], Codes);
        Assert.Equal(3, await Waiting(url));
        Assert.Equal($"s3://{foreign}/a", _said.Single(d => d.Code == "bucket-not-allowed").Place!.File);
    }

    [Fact]
    public async Task A_batch_in_work_is_held_for_longer_than_its_first_time()
    {
        var (url, bucket) = (await Queue(), await moto.Bucket("a"));
        await Send(url, Notice(bucket, "a"));
        await using var source = Open(url, Options with { Visibility = TimeSpan.FromSeconds(2) });
        await using var batches = source.Batches(Stop).GetAsyncEnumerator(Stop);
        Assert.True(await batches.MoveNextAsync());
        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(500, Stop);
            Assert.Empty((await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url) { VisibilityTimeout = 0 }, Stop)).Messages ?? []);
        }
        await source.Complete(batches.Current, Stop);
        Assert.Equal(0, await Waiting(url));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task An_interruption_ends_it_quietly_and_gives_the_messages_back()
    {
        var (url, bucket) = (await Queue(), await moto.Bucket("a"));
        await Send(url, Notice(bucket, "a"));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        await using (var source = Open(url, Options with { UntilEmpty = false, Wait = TimeSpan.FromSeconds(20) }))
        {
            var count = 0;
            await foreach (var _ in source.Batches(ending.Token))
            {
                count++;
                ending.CancelAfter(TimeSpan.FromMilliseconds(300));
            }
            Assert.Equal(1, count);
        }
        Assert.Single((await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(url), Stop)).Messages ?? []);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task A_message_of_thousands_of_objects_that_are_not_there_is_told_of_once()
    {
        var (url, bucket) = (await Queue(), await moto.Bucket());
        await Send(url, Notice(bucket, [.. Enumerable.Range(0, 10_000).Select(i => $"k{i}")]));
        await using var source = Open(url, Options);
        Assert.Equal(0, await source.Batches(Stop).CountAsync(Stop));
        Assert.Equal(["gone"], Codes);
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_told_and_ends()
    {
        await using var source = Open(new Uri(new Uri(await Queue()), "/123456789012/never-made").ToString(), Options with { UntilEmpty = false });
        Assert.Equal(0, await source.Batches(Stop).CountAsync(Stop));
        Assert.Equal(["no-such-queue"], Codes);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_reached_is_told_once_and_asked_again_until_the_end()
    {
        var asked = 0;
        using var nobody = new AmazonSQSClient("a", "b", new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:9", MaxErrorRetry = 0 });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        nobody.BeforeRequestEvent += (_, _) =>
        {
            if (Interlocked.Increment(ref asked) == 4) ending.Cancel();
        };
        await using var source = new QueueSource(nobody, _s3, "http://127.0.0.1:9/1/q", Options with { Pause = TimeSpan.FromMilliseconds(1) }, _said.Enqueue);
        Assert.Equal(0, await source.Batches(ending.Token).CountAsync(Stop));
        Assert.Equal(4, asked);
        Assert.Equal("aws-unreachable", Assert.Single(_said).Code);
    }

    [Fact]
    public async Task Something_that_is_no_queues_URL_is_told()
    {
        Assert.Null(await QueueSource.Open("my-queue", Options, _said.Enqueue, Stop));
        Assert.Equal(["no-such-queue"], Codes);
    }

    public void Dispose()
    {
        _sqs.Dispose();
        _s3.Dispose();
    }

    private QueueSource Open(string url, QueueOptions options) => new(_sqs, _s3, url, options, _said.Enqueue);

    private async Task<string> Queue() => (await _sqs.CreateQueueAsync($"q-{Guid.NewGuid():N}", Stop)).QueueUrl;

    private async Task<string> ArnOf(string url) => (await _sqs.GetQueueAttributesAsync(url, ["QueueArn"], Stop)).Attributes["QueueArn"];

    /// <summary>How many messages there are, held or not.</summary>
    private async Task<int> Waiting(string url)
    {
        var answer = await _sqs.GetQueueAttributesAsync(url, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], Stop);
        return answer.ApproximateNumberOfMessages + answer.ApproximateNumberOfMessagesNotVisible;
    }

    private async Task Send(string url, params string[] bodies)
    {
        foreach (var body in bodies) await _sqs.SendMessageAsync(url, body, Stop);
    }

    private Task<PutObjectResponse> Put(string bucket, string key) => _s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = "content of a log" }, Stop);

    private static string Notice(string bucket, params string[] keys) => System.Text.Json.JsonSerializer.Serialize(new { s3Bucket = bucket, s3ObjectKey = keys });
}
