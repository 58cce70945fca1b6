using System.IO.Compression;
using System.Text;
using Namesake.Sources.Integrity;
using Namesake.Sources.Tests.Files;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>Buckets made to lead astray, or to take for ever.</summary>
[Collection(nameof(Alone))]
public sealed class HostileBucketTests
{
    private static byte[] Bomb(int megabytes)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize))
            for (var i = 0; i < megabytes; i++) gzip.Write(new byte[1 << 20]);
        return bytes.ToArray();
    }

    [Fact]
    public void Bombs_are_stopped_in_logs_and_digests()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(3);
        var bomb = Bomb(200);
        bucket.Objects[bucket.Named["log:0.0"]] = new BucketObject(bomb);
        bucket.Objects[bucket.Named["digest:2"]] = bucket.Objects[bucket.Named["digest:2"]] with { Bytes = bomb };
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var found = Verified.InMemory(bucket);
        Assert.Equal(["log-garbage"], Verified.CodesOf(found.Faults));
        Assert.Contains("unread-digest", Verified.CodesOf(found.Diagnostics));
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1L << 30);
    }

    [Fact]
    public async Task Keys_that_lead_out_of_the_folder_are_looked_for_among_its_objects_only()
    {
        using var folder = new Folder();
        var secret = folder.Write("secret.gz", SignedBucket.Zip("secret"));
        var bucket = new SignedBucket();
        var ways = (string[])["../secret.gz", "AWSLogs/../../secret.gz", secret, "AWSLogs/111122223333/CloudTrail/us-east-1/2025/03/03/../../../../../../../secret.gz", "AWSLogs/\0", "AWSLogs//etc/passwd"];
        bucket.AddDigest(0, [], digest =>
        {
            foreach (var way in ways)
                ((System.Text.Json.Nodes.JsonArray)digest["logFiles"]!).Add(new System.Text.Json.Nodes.JsonObject { ["s3Bucket"] = bucket.Name, ["s3Object"] = way, ["hashValue"] = SignedBucket.Hash("secret"u8.ToArray()) });
        });
        bucket.WriteTo(folder.At("copy"));
        using var keys = Verified.Keys();
        var found = await Verified.InFolder([folder.At("copy")], keys);
        Assert.Equal(ways.Length, found.Trails[0].Logs.Broken + found.Trails[0].Logs.Undecided);
        Assert.Equal(0, found.Trails[0].Logs.Intact);
    }

    [Fact]
    public async Task Links_that_lead_out_of_the_folder_are_not_followed()
    {
        using var folder = new Folder();
        var bucket = new SignedBucket();
        bucket.AddHours(2);
        bucket.WriteTo(folder.At("copy"));
        var log = folder.At($"copy/{bucket.Named["log:0.0"]}");
        File.Move(log, folder.At("outside.gz"));
        File.CreateSymbolicLink(log, folder.At("outside.gz"));
        using var keys = Verified.Keys();
        var found = await Verified.InFolder([folder.At("copy")], keys);
        Assert.Equal(["log-missing"], Verified.CodesOf(found.Faults));
    }

    [Fact]
    public void A_chain_that_names_itself_or_a_later_digest_ends()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(2);
        var (own, later) = (bucket.DigestKey(SignedBucket.FirstHour.AddHours(3)), bucket.Named["digest:1"]);
        bucket.AddDigest(2, bucket.AddLogs(2), digest => digest["previousDigestS3Object"] = own);
        Assert.Contains("previous-not-older", Verified.CodesOf(Verified.InMemory(bucket).Faults));
        var turned = new SignedBucket();
        turned.AddDigest(0, turned.AddLogs(0), digest =>
        {
            digest["previousDigestS3Bucket"] = turned.Name;
            digest["previousDigestS3Object"] = later;
            digest["previousDigestHashValue"] = "00";
            digest["previousDigestSignature"] = "00";
        });
        turned.AddDigest(1, turned.AddLogs(1));
        Assert.Contains("previous-not-older", Verified.CodesOf(Verified.InMemory(turned).Faults));
    }

    [Fact]
    public void Thousands_of_missing_logs_are_summed_up()
    {
        var bucket = new SignedBucket();
        bucket.AddDigest(0, bucket.AddLogs(0, 2).Concat(Enumerable.Range(0, 5_000).Select(i => bucket.LogKey(SignedBucket.FirstHour, $"x{i}")).Select(k => Made(bucket, k))));
        foreach (var key in bucket.Objects.Keys.Where(k => k.Contains("_x", StringComparison.Ordinal)).ToList()) bucket.Objects.Remove(key);
        var found = Verified.InMemory(bucket);
        Assert.InRange(found.Faults.Length, 2, 30);
        Assert.Contains(found.Faults, f => f.Message.StartsWith("4980 more", StringComparison.Ordinal));
        Assert.Equal(5_000, found.Trails[0].Logs.Broken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("{\"digestS3Bucket\":1}")]
    [InlineData("{\"digestS3Bucket\":\"b\",\"digestS3Bucket\":\"b\"}")]
    [InlineData("{\"digestS3Bucket\":\"\\ud800\",\"digestS3Object\":\"o\",\"digestPublicKeyFingerprint\":\"f\"}")]
    public void What_is_no_digest_is_called_so(string text)
    {
        var reading = DigestReader.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Null(reading.Digest);
        Assert.True(reading.IsGarbage);
    }

    private static string Made(SignedBucket bucket, string key)
    {
        bucket.Objects[key] = new BucketObject(SignedBucket.Zip("{}"));
        return key;
    }
}
