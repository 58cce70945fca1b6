using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Namesake.Tests;

/// <summary>An object of a bucket, in memory.</summary>
internal sealed record BucketObject(byte[] Bytes, string? Signature = null, string? Algorithm = null);

/// <summary>
/// A bucket as CloudTrail fills it: an hour's logs, then the hour's digest, signed with a key of the test's own. What a
/// digest says can be changed before it is signed; what lies in the bucket can be changed afterwards.
/// </summary>
internal sealed class SignedBucket(string name = "trail-bucket")
{
    public static readonly DateTimeOffset FirstHour = new(2025, 3, 3, 0, 0, 0, TimeSpan.Zero);
    public static readonly RSA Key = RSA.Create(2048);
    public static readonly RSA Stranger = RSA.Create(2048);

    private readonly Dictionary<(string Lane, bool IsBackfill), (string Key, string Hash, string Signature)> _last = [];

    public string Name => name;

    public string Prefix { get; init; } = "";

    public string? Organization { get; init; }

    public string Account { get; set; } = "111122223333";

    public string Region { get; set; } = "us-east-1";

    public string Trail { get; set; } = "main_trail";

    public string HomeRegion { get; init; } = "us-east-1";

    public SortedDictionary<string, BucketObject> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys of digests and logs by the names that scenarios use: <c>digest:3</c>, <c>log:3.0</c>.</summary>
    public Dictionary<string, string> Named { get; } = new(StringComparer.Ordinal);

    private string Root => $"{Prefix}AWSLogs/{(Organization is null ? "" : Organization + "/")}{Account}";

    public static string Fingerprint(RSA key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportRSAPublicKey()))[..32];

    /// <summary>What <c>aws cloudtrail list-public-keys</c> prints.</summary>
    public static string PublicKeyList(string from = "2025-01-01T00:00:00+00:00", string until = "2026-01-01T00:00:00+00:00") => new JsonObject
    {
        ["PublicKeyList"] = new JsonArray(new JsonObject
        {
            ["Value"] = Convert.ToBase64String(Key.ExportRSAPublicKey()),
            ["ValidityStartTime"] = from,
            ["ValidityEndTime"] = until,
            ["Fingerprint"] = Fingerprint(Key),
        }),
    }.ToJsonString();

    public static byte[] Zip(string text) => Zip(Encoding.UTF8.GetBytes(text));

    public static byte[] Zip(byte[] text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(text);
        return bytes.ToArray();
    }

    public static byte[] Unzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var text = new MemoryStream();
        gzip.CopyTo(text);
        return text.ToArray();
    }

    public string LogKey(DateTimeOffset time, string unique) =>
        $"{Root}/CloudTrail/{Region}/{Day(time)}/{Account}_CloudTrail_{Region}_{time.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}_{unique}.json.gz";

    public string DigestKey(DateTimeOffset end, bool isBackfill = false) =>
        $"{Root}/CloudTrail-Digest/{Region}/{Day(end)}/{Account}_CloudTrail-Digest_{Region}_{Trail}_{HomeRegion}_{end.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}{(isBackfill ? "_backfill" : "")}.json.gz";

    /// <summary>The logs of an hour, counted from the first.</summary>
    public string[] AddLogs(int hour, int count = 2)
    {
        var keys = new string[count];
        for (var i = 0; i < count; i++)
        {
            var time = FirstHour.AddHours(hour).AddMinutes(5 + i * 20);
            keys[i] = LogKey(time, $"unique{hour}x{i}");
            Objects[keys[i]] = new BucketObject(Zip($$"""{"Records":[{"eventID":"{{Region}}-{{hour}}-{{i}}","eventTime":"{{Text(time)}}","eventName":"RunInstances","eventSource":"ec2.amazonaws.com"}]}"""));
            Named[$"log:{hour}.{i}"] = keys[i];
        }
        return keys;
    }

    /// <summary>The digest of an hour; its successor will name it.</summary>
    /// <param name="hour">Counted from the first.</param>
    /// <param name="logs">What it lists.</param>
    /// <param name="change">What it says otherwise than CloudTrail would.</param>
    /// <param name="key">Whom it is signed by.</param>
    /// <param name="isBackfill">Of the chain that was made later.</param>
    public void AddDigest(int hour, IEnumerable<string> logs, Action<JsonObject>? change = null, RSA? key = null, bool isBackfill = false)
    {
        var end = FirstHour.AddHours(hour + 1);
        var place = DigestKey(end, isBackfill);
        var lane = ($"{Root} {Region} {Trail}", isBackfill);
        var hasPrevious = _last.TryGetValue(lane, out var previous);
        var digest = new JsonObject
        {
            ["awsAccountId"] = Account,
            ["digestStartTime"] = Text(end.AddHours(-1)),
            ["digestEndTime"] = Text(end),
            ["digestS3Bucket"] = name,
            ["digestS3Object"] = place,
            ["digestPublicKeyFingerprint"] = Fingerprint(key ?? Key),
            ["digestSignatureAlgorithm"] = "SHA256withRSA",
            ["previousDigestS3Bucket"] = hasPrevious ? name : null,
            ["previousDigestS3Object"] = hasPrevious ? previous.Key : null,
            ["previousDigestHashValue"] = hasPrevious ? previous.Hash : null,
            ["previousDigestHashAlgorithm"] = hasPrevious ? "SHA-256" : null,
            ["previousDigestSignature"] = hasPrevious ? previous.Signature : null,
            ["logFiles"] = new JsonArray([.. logs.Select(l => new JsonObject { ["s3Bucket"] = name, ["s3Object"] = l, ["hashValue"] = Hash(Unzip(Objects[l].Bytes)), ["hashAlgorithm"] = "SHA-256" })]),
        };
        change?.Invoke(digest);
        var text = Encoding.UTF8.GetBytes(digest.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
        var signature = Sign(digest, text, key ?? Key);
        _last[lane] = (place, Hash(text), signature);
        Objects[place] = new BucketObject(Zip(text), signature, "SHA256withRSA");
        Named[$"{(isBackfill ? "backfill" : "digest")}:{hour}"] = place;
    }

    public void AddHours(int count, int from = 0)
    {
        for (var hour = from; hour < from + count; hour++) AddDigest(hour, AddLogs(hour));
    }

    /// <summary>The next digest begins a chain anew.</summary>
    public void Forget() => _last.Clear();

    /// <summary>Writes the bucket into a folder, as a copy of it would be, with or without the metadata.</summary>
    public void WriteTo(string folder, bool withMetadata = true)
    {
        foreach (var (key, stored) in Objects)
        {
            var path = Path.Combine(folder, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, stored.Bytes);
            if (withMetadata && key.Contains("/CloudTrail-Digest/", StringComparison.Ordinal)) File.WriteAllText(path + ".metadata.json", Sidecar(stored));
        }
    }

    private static string Sidecar(BucketObject stored)
    {
        var metadata = new JsonObject();
        if (stored.Signature is not null) metadata["signature"] = stored.Signature;
        if (stored.Algorithm is not null) metadata["signature-algorithm"] = stored.Algorithm;
        return new JsonObject { ["ContentLength"] = stored.Bytes.Length, ["ContentType"] = "application/json", ["Metadata"] = metadata }.ToJsonString();
    }

    private static string Sign(JsonObject digest, byte[] text, RSA key)
    {
        var signed = $"{digest["digestEndTime"]}\n{digest["digestS3Bucket"]}/{digest["digestS3Object"]}\n{Hash(text)}\n{digest["previousDigestSignature"]?.ToString() ?? "null"}";
        return Convert.ToHexStringLower(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static string Hash(byte[] text) => Convert.ToHexStringLower(SHA256.HashData(text));

    public static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => time.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);
}
