using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.Sources.Integrity;

/// <summary>A digest, or why there is none.</summary>
/// <param name="Digest">Null where it was not read.</param>
/// <param name="Fault">Why, in a sentence.</param>
/// <param name="IsGarbage">Its bytes are no digest, rather than that they could not be had.</param>
internal readonly record struct DigestReading(Digest? Digest, string? Fault, bool IsGarbage);

/// <summary>How many bytes of digests are held at once; several readers take from it.</summary>
internal sealed class DigestBudget(long bytes)
{
    /// <summary>Of one account and Region: those of a year are some fifty MiB where ten log files are delivered an hour.</summary>
    public const long OfRegion = 512L << 20;

    private long _left = bytes;

    public bool Take(int wanted) => Interlocked.Add(ref _left, -wanted) >= 0;
}

/// <summary>Reads a digest: gzip, then a JSON object with all that the walk needs.</summary>
internal static class DigestReader
{
    /// <summary>Some thirty thousand log files an hour: no account and Region has so many.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>S3's keys have at most 1,024 bytes, signatures of the largest keys 4,096 digits.</summary>
    private const int MaxText = 4_096;

    /// <param name="stored">The digest.</param>
    /// <param name="budget">How much may still be read beside it; null where it is read alone.</param>
    public static DigestReading Read(StoredObject stored, DigestBudget? budget = null)
    {
        try
        {
            using var stream = LogStream.Open(stored.Open());
            using var bytes = new MemoryStream();
            var chunk = new byte[81_920];
            for (int read; (read = stream.Read(chunk)) > 0; bytes.Write(chunk, 0, read))
            {
                if (bytes.Length + read > MaxBytes) return new(null, $"it has more than {MaxBytes >> 20} MiB, and is not read", IsGarbage: false);
                if (budget?.Take(read) == false) return new(null, "the digests of this account and Region are too large to be held at once: ask about less time with --since and --until", IsGarbage: false);
            }
            return stream.IsGzip ? Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length)) : Garbage("it is not gzip data");
        }
        catch (InvalidDataException e)
        {
            return Garbage(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, $"it cannot be read: {e.Message}", IsGarbage: false);
        }
    }

    public static DigestReading Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            // Two values of one name would be read as one by some and as the other by others.
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Of(json.RootElement, Convert.ToHexStringLower(SHA256.HashData(text.Span)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Garbage("it is not JSON");
        }
    }

    private static DigestReading Of(JsonElement root, string hash)
    {
        if (root.ValueKind != JsonValueKind.Object) return Garbage("it is not a JSON object");
        if (Text(root, "digestS3Bucket") is not { } bucket || Text(root, "digestS3Object") is not { } key || Text(root, "digestPublicKeyFingerprint") is not { } fingerprint)
            return Garbage("it lacks its bucket, its key or the fingerprint of its public key");
        if (Text(root, "digestEndTime") is not { } endText || EventTime.Parse(endText) is not { } end || EventTime.Parse(Text(root, "digestStartTime")) is not { } start || start >= end)
            return Garbage("it lacks the time that it covers");
        if (!root.TryGetProperty("previousDigestSignature", out _)) return Garbage("it says nothing of its predecessor's signature");
        var signature = Text(root, "previousDigestSignature");
        var (previousBucket, previousKey, previousHash) = (Text(root, "previousDigestS3Bucket"), Text(root, "previousDigestS3Object"), Text(root, "previousDigestHashValue"));
        var beginsChain = previousBucket is null || previousKey is null;
        if (!beginsChain && (signature is null || previousHash is null)) return Garbage("it names a predecessor without its hash and signature");
        if (Logs(root) is not { } logs) return Garbage("its list of log files is none");
        return new(
            new Digest(bucket, key, start, end, endText, fingerprint, Text(root, "digestSignatureAlgorithm"), signature, beginsChain ? null : new PreviousDigest(previousBucket!, previousKey!, previousHash!, signature!), logs, hash),
            null,
            IsGarbage: false);
    }

    /// <returns>Null where the list is not as it should be.</returns>
    private static ImmutableArray<LogReference>? Logs(JsonElement root)
    {
        if (!root.TryGetProperty("logFiles", out var list)) return null;
        if (list.ValueKind == JsonValueKind.Null) return [];
        if (list.ValueKind != JsonValueKind.Array) return null;
        var logs = ImmutableArray.CreateBuilder<LogReference>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || Text(item, "s3Bucket") is not { } bucket || Text(item, "s3Object") is not { } key || Text(item, "hashValue") is not { } hash) return null;
            // Another algorithm would be a new form of digest, and its hashes must not pass for SHA-256.
            if (Text(item, "hashAlgorithm") is not (null or "SHA-256")) return null;
            logs.Add(new LogReference(bucket, key, hash));
        }
        return logs.MoveToImmutable();
    }

    private static DigestReading Garbage(string fault) => new(null, fault, IsGarbage: true);

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaxText } text ? text : null;
}
