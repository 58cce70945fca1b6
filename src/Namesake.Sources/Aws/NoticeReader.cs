using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Namesake.Sources.Aws;

/// <summary>
/// Reads notices of new objects: S3's own, EventBridge's, and the one that CloudTrail sends to SNS, each bare or in
/// SNS's envelope. Bodies come from whoever may send to the queue.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html,
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
/// </remarks>
internal static class NoticeReader
{
    /// <summary>In characters: what SQS takes at most, in bytes.</summary>
    public const int LargestBody = 1 << 20;

    /// <summary>S3 names one object in a message, CloudTrail some.</summary>
    public const int MostObjects = 10_000;

    private const int MostEnvelopes = 3;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 32 };

    public static Notice Read(string body) => Read(body, envelopes: 0);

    private static Notice Read(string body, int envelopes)
    {
        if (body.Length > LargestBody) return new NoNotice("it is too large");
        // What CloudTrail sends once, when a topic is given to a trail.
        if (body.StartsWith("CloudTrail validation message", StringComparison.Ordinal)) return new NothingWritten("CloudTrail tried the topic");
        try
        {
            using var document = JsonDocument.Parse(body, Shallow);
            return Read(document.RootElement, envelopes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is of strings that are no Unicode.
            return new NoNotice("it is not JSON");
        }
    }

    private static Notice Read(JsonElement root, int envelopes)
    {
        if (root.ValueKind != JsonValueKind.Object) return new NoNotice("it is no JSON object");
        if (Text(root, "Type") == "Notification" && Text(root, "Message") is { } message)
            return envelopes < MostEnvelopes ? Read(message, envelopes + 1) : new NoNotice("it has too many envelopes");
        if (Text(root, "Event") == "s3:TestEvent") return new NothingWritten("S3 tried the queue");
        if (Text(root, "detail-type") is { } type) return OfEventBridge(root, type);
        if (Text(root, "s3Bucket") is { } bucket && root.TryGetProperty("s3ObjectKey", out var keys)) return OfCloudTrail(bucket, keys);
        return root.TryGetProperty("Records", out var records) && records.ValueKind == JsonValueKind.Array && records.GetArrayLength() > 0
            ? OfS3(records)
            : new NoNotice("it is neither a notification of S3 nor an event of EventBridge nor a notice of CloudTrail");
    }

    private static Notice OfS3(JsonElement records)
    {
        var objects = ImmutableArray.CreateBuilder<NoticedObject>();
        foreach (var record in records.EnumerateArray())
        {
            if (Text(record, "eventSource") != "aws:s3" || Text(record, "eventName") is not { } name) return new NoNotice("not all of its records are S3's");
            if (!name.StartsWith("ObjectCreated:", StringComparison.Ordinal)) continue;
            var about = Part(record, "s3");
            // The keys in S3's own notifications alone are encoded, as a form is.
            if (!Add(objects, Text(Part(about, "bucket"), "name"), WebUtility.UrlDecode(Text(Part(about, "object"), "key")))) return Unnamed;
        }
        return Written(objects, "S3 tells of something else than new objects");
    }

    private static Notice OfEventBridge(JsonElement root, string type)
    {
        if (Text(root, "source") != "aws.s3") return new NoNotice("the event is not S3's");
        if (type != "Object Created") return new NothingWritten("S3 tells of something else than new objects");
        var objects = ImmutableArray.CreateBuilder<NoticedObject>();
        var about = Part(root, "detail");
        return Add(objects, Text(Part(about, "bucket"), "name"), Text(Part(about, "object"), "key")) ? Written(objects, "") : Unnamed;
    }

    private static Notice OfCloudTrail(string bucket, JsonElement keys)
    {
        var objects = ImmutableArray.CreateBuilder<NoticedObject>();
        if (keys.ValueKind != JsonValueKind.Array) return Unnamed;
        foreach (var key in keys.EnumerateArray())
            if (!Add(objects, bucket, key.ValueKind == JsonValueKind.String ? key.GetString() : null))
                return Unnamed;
        return Written(objects, "CloudTrail names no object");
    }

    private static NoNotice Unnamed => new($"it names an object without a bucket or key, or more than {MostObjects}");

    private static Notice Written(ImmutableArray<NoticedObject>.Builder objects, string otherwise) =>
        objects.Count > 0 ? new ObjectsWritten(objects.ToImmutable()) : new NothingWritten(otherwise);

    // S3's own limits of names: a key has up to 1,024 bytes.
    private static bool Add(ImmutableArray<NoticedObject>.Builder objects, string? bucket, string? key)
    {
        if (bucket is null || !S3Address.IsBucket(bucket) || key is not { Length: > 0 and <= 1_024 } || Encoding.UTF8.GetByteCount(key) > 1_024 || objects.Count == MostObjects) return false;
        objects.Add(new NoticedObject(bucket, key));
        return true;
    }

    private static JsonElement Part(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var part) ? part : default;

    private static string? Text(JsonElement parent, string name) =>
        Part(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
