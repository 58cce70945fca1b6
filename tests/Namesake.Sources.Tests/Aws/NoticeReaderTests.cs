using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Namesake.Sources.Aws;

namespace Namesake.Sources.Tests.Aws;

/// <summary>What messages say, in each of the shapes that AWS sends.</summary>
public sealed class NoticeReaderTests
{
    private const string S3 = """{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventTime":"2025-03-03T09:15:10.000Z","eventName":"ObjectCreated:Put","s3":{"s3SchemaVersion":"1.0","bucket":{"name":"trail","arn":"arn:aws:s3:::trail"},"object":{"key":"a+b%2Bc/%C3%BC.json.gz","size":1,"eTag":"x","sequencer":"0"}}}]}""";
    private const string EventBridge = """{"version":"0","id":"1","detail-type":"Object Created","source":"aws.s3","account":"111122223333","detail":{"version":"0","bucket":{"name":"trail"},"object":{"key":"a+b%2Bc/ü.json.gz","size":1},"reason":"PutObject"}}""";
    private const string CloudTrail = """{"s3Bucket":"trail","s3ObjectKey":["a+b%2Bc/ü.json.gz","AWSLogs/2"]}""";

    /// <summary>A message, and what it says.</summary>
    public static TheoryData<string, string> Messages { get; } = new()
    {
        { S3, "trail a b+c/ü.json.gz" },
        { EventBridge, "trail a+b%2Bc/ü.json.gz" },
        { CloudTrail, "trail a+b%2Bc/ü.json.gz, trail AWSLogs/2" },
        { Sns(S3), "trail a b+c/ü.json.gz" },
        { Sns(EventBridge), "trail a+b%2Bc/ü.json.gz" },
        { Sns(CloudTrail), "trail a+b%2Bc/ü.json.gz, trail AWSLogs/2" },
        { S3.Replace("ObjectCreated:Put", "ObjectCreated:CompleteMultipartUpload", StringComparison.Ordinal), "trail a b+c/ü.json.gz" },
        { """{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2025-03-03T09:15:10.000Z","Bucket":"trail","RequestId":"1","HostId":"2"}""", "nothing" },
        { Sns("""{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"trail"}"""), "nothing" },
        { Sns("CloudTrail validation message."), "nothing" },
        { S3.Replace("ObjectCreated:Put", "ObjectRemoved:Delete", StringComparison.Ordinal), "nothing" },
        { EventBridge.Replace("Object Created", "Object Deleted", StringComparison.Ordinal), "nothing" },
        { """{"s3Bucket":"trail","s3ObjectKey":[]}""", "nothing" },
        { S3.Replace("aws:s3", "aws:dynamodb", StringComparison.Ordinal), "none" },
        { S3.Replace("\"trail\"", "\"a/b\"", StringComparison.Ordinal), "none" },
        { S3.Replace("\"name\":\"trail\"", "\"name\":7", StringComparison.Ordinal), "none" },
        { EventBridge.Replace("aws.s3", "aws.ec2", StringComparison.Ordinal), "none" },
        { """{"detail-type":"AWS API Call via CloudTrail","source":"aws.s3x","detail":{"eventName":"X"}}""", "none" },
        { """{"detail-type":"Object Created","source":"aws.s3","detail":[]}""", "none" },
        { """{"s3Bucket":"trail","s3ObjectKey":"a"}""", "none" },
        { """{"s3Bucket":"trail","s3ObjectKey":[7]}""", "none" },
        { """{"Records":[{"eventID":"an event itself"}]}""", "none" },
        { """{"Records":[]}""", "none" },
        { """{"Records":[7]}""", "none" },
        { """{"Records":{}}""", "none" },
        { """{"Type":"SubscriptionConfirmation","Message":"You have chosen"}""", "none" },
        { Sns(Sns(Sns(Sns(S3)))), "none" },
        { "", "none" },
        { "hello", "none" },
        { "[]", "none" },
        { "null", "none" },
        { "{\"Type\":\"Notification\",\"Message\":\"\\ud800\"}", "none" },
        { "{\"s3Bucket\":\"\\ud800\",\"s3ObjectKey\":[\"a\"]}", "none" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Each_shape_names_its_objects(string body, string expected) => Assert.Equal(expected, Words(NoticeReader.Read(body)));

    [Fact]
    public void Deep_JSON_is_no_notice() => Assert.IsType<NoNotice>(NoticeReader.Read(string.Concat(Enumerable.Repeat("{\"Records\":[", 20_000))));

    [Fact]
    public void Large_bodies_are_not_looked_at() => Assert.IsType<NoNotice>(NoticeReader.Read(CloudTrail + new string(' ', NoticeReader.LargestBody)));

    [Theory]
    [InlineData(NoticeReader.MostObjects, true)]
    [InlineData(NoticeReader.MostObjects + 1, false)]
    public void Thousands_of_keys_are_read_and_no_more(int keys, bool read)
    {
        var body = $"{{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[{string.Join(',', Enumerable.Range(0, keys).Select(i => $"\"{i}\""))}]}}";
        Assert.Equal(read, NoticeReader.Read(body) is ObjectsWritten written && written.Objects.Length == keys);
    }

    [Theory]
    [InlineData(1_024, true)]
    [InlineData(1_025, false)]
    public void A_key_is_no_longer_than_S3_allows(int bytes, bool read) =>
        Assert.Equal(read, NoticeReader.Read($"{{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"{new string('k', bytes)}\"]}}") is ObjectsWritten);

    [Fact]
    public void Whatever_is_changed_in_a_message_it_is_read_or_told_but_throws_nothing()
    {
        var messages = Messages.Select(m => Encoding.UTF8.GetBytes(m.Data.Item1)).ToArray();
        Gen.Select(Gen.Int[0, messages.Length - 1].Select(i => messages[i]), Gen.Int[0, 5_000].Array[0, 4], Gen.Byte.Array[4])
            .Sample(
                (message, places, bytes) =>
                {
                    var changed = message.ToArray();
                    for (var i = 0; i < places.Length && changed.Length > 0; i++) changed[places[i] % changed.Length] = bytes[i];
                    return NoticeReader.Read(Encoding.UTF8.GetString(changed)) is not null;
                },
                iter: 5_000);
    }

    private static string Sns(string message) => JsonSerializer.Serialize(new { Type = "Notification", MessageId = "1", TopicArn = "arn:aws:sns:eu-west-1:111122223333:t", Message = message, Signature = "x" });

    private static string Words(Notice notice) => notice switch
    {
        ObjectsWritten written => string.Join(", ", written.Objects.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Bucket} {o.Key}"))),
        NothingWritten => "nothing",
        _ => "none",
    };
}
