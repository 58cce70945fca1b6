using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>AWS as the program sees it: buckets, and queues that are told of what is written to them.</summary>
public sealed class AwsEmulator : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly Moto _moto = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Endpoint => _moto.Endpoint;

    internal IReadOnlyDictionary<string, string?> Variables => _moto.Variables;

    internal AmazonS3Client S3 => new(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = _moto.Endpoint, AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    internal AmazonSQSClient Sqs => new(new BasicAWSCredentials("test", "test"), new AmazonSQSConfig { ServiceURL = _moto.Endpoint, AuthenticationRegion = "us-east-1" });

    /// <summary>Skips the test where there is no emulator.</summary>
    public void Need() => _moto.Need();

    public async Task<string> Bucket(string name, IEnumerable<(string Key, string File)> files)
    {
        _moto.Need();
        using var s3 = S3;
        await s3.PutBucketAsync(name, Stop);
        foreach (var (key, file) in files) await s3.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = key, FilePath = file }, Stop);
        return name;
    }

    /// <summary>An empty bucket, and a queue that is told of each object in it.</summary>
    public async Task<(string Bucket, string Queue)> Noticed(string name, NoticeWay way = NoticeWay.Straight)
    {
        await Bucket(name, []);
        var queue = await Queue(name);
        using var s3 = S3;
        using var sqs = Sqs;
        var arn = (await sqs.GetQueueAttributesAsync(queue, ["QueueArn"], Stop)).Attributes["QueueArn"];
        await s3.PutBucketNotificationAsync(await Notification(name, arn, way), Stop);
        // S3 tries a queue first.
        await sqs.PurgeQueueAsync(queue, Stop);
        return (name, queue);
    }

    public async Task<string> Queue(string name)
    {
        _moto.Need();
        using var sqs = Sqs;
        return (await sqs.CreateQueueAsync(name, Stop)).QueueUrl;
    }

    public async Task Put(string bucket, string key, string file)
    {
        using var s3 = S3;
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, FilePath = file }, Stop);
    }

    public async Task Send(string queue, string body)
    {
        using var sqs = Sqs;
        await sqs.SendMessageAsync(queue, body, Stop);
    }

    /// <summary>How many messages wait, and how many are held by somebody.</summary>
    public async Task<(int Waiting, int Held)> Count(string queue)
    {
        using var sqs = Sqs;
        var answer = await sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], Stop);
        return (answer.ApproximateNumberOfMessages, answer.ApproximateNumberOfMessagesNotVisible);
    }

    /// <summary>As if the time had passed for which messages are held.</summary>
    public async Task Return(string queue, IEnumerable<string> receipts)
    {
        using var sqs = Sqs;
        foreach (var receipt in receipts) await sqs.ChangeMessageVisibilityAsync(queue, receipt, 0, Stop);
    }

    /// <summary>A topic of which a queue is told, by its ARN.</summary>
    public async Task<string> Topic(string name, string queue)
    {
        var topic = $"arn:aws:sns:us-east-1:123456789012:{name}";
        await Call("sns", new FormUrlEncodedContent([new("Action", "CreateTopic"), new("Name", name)]));
        await Call("sns", new FormUrlEncodedContent([new("Action", "Subscribe"), new("TopicArn", topic), new("Protocol", "sqs"), new("Endpoint", queue)]));
        return topic;
    }

    /// <summary>The bodies of the messages that wait in a queue.</summary>
    public async Task<IReadOnlyList<string>> Messages(string queue)
    {
        using var sqs = Sqs;
        var answer = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10, WaitTimeSeconds = 0, VisibilityTimeout = 0 }, Stop);
        return [.. (answer.Messages ?? []).Select(m => m.Body)];
    }

    /// <summary>The findings that Security Hub has.</summary>
    public async Task<IReadOnlyList<JsonElement>> Findings()
    {
        var answer = JsonDocument.Parse(await Call("securityhub", Json(new { MaxResults = 100 }), path: "/findings")).RootElement;
        return [.. answer.GetProperty("Findings").EnumerateArray()];
    }

    private async Task<PutBucketNotificationRequest> Notification(string name, string queue, NoticeWay way)
    {
        var request = new PutBucketNotificationRequest { BucketName = name };
        switch (way)
        {
            case NoticeWay.Straight:
                request.QueueConfigurations = [new QueueConfiguration { Queue = queue, Events = [EventType.ObjectCreatedAll] }];
                break;
            case NoticeWay.Topic:
                request.TopicConfigurations = [new TopicConfiguration { Topic = await Topic(name, queue), Events = [EventType.ObjectCreatedAll] }];
                break;
            default:
                await Call("events", Json(new { Name = name, EventPattern = """{"source":["aws.s3"]}""", State = "ENABLED" }), "AWSEvents.PutRule");
                await Call("events", Json(new { Rule = name, Targets = new[] { new { Id = "1", Arn = queue } } }), "AWSEvents.PutTargets");
                request.EventBridgeConfiguration = new EventBridgeConfiguration();
                break;
        }
        return request;
    }

    /// <summary>A role in an account.</summary>
    internal Task Role(string account, string name, string trust) =>
        Call("iam", new FormUrlEncodedContent([new("Action", "CreateRole"), new("Version", "2010-05-08"), new("RoleName", name), new("AssumeRolePolicyDocument", trust)]), account: account);

    /// <summary>A new account of the organization.</summary>
    internal async Task<string> Account(string name)
    {
        var answer = await CallOrganizations("CreateAccount", new { AccountName = name, Email = $"{name}@example.com" });
        return JsonDocument.Parse(answer).RootElement.GetProperty("CreateAccountStatus").GetProperty("AccountId").GetString()!;
    }

    internal Task<string> CallOrganizations(string operation, object body) => Call("organizations", Json(body), $"AWSOrganizationsV20161128.{operation}");

    // The emulator looks at no signature, but the service stands in it.
    private async Task<string> Call(string service, HttpContent content, string? target = null, string path = "/", string? account = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(Endpoint), path)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=test/20250303/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=x");
        if (target is not null) request.Headers.Add("X-Amz-Target", target);
        if (account is not null) request.Headers.Add("x-moto-account-id", account);
        using var answer = await Http.SendAsync(request, Stop);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private static StringContent Json(object value) => new(JsonSerializer.Serialize(value), System.Text.Encoding.UTF8, "application/x-amz-json-1.1");

    internal CliResult Namesake(params string[] arguments) => Cli.NamesakeWith(_moto.Variables, arguments);

    public void Dispose() => _moto.Dispose();
}

/// <summary>The way of S3's notices to a queue.</summary>
public enum NoticeWay
{
    Straight,
    Topic,
    EventBridge,
}
