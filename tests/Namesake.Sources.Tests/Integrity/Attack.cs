using System.Globalization;
using System.Text;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>What somebody who may write to the bucket does to it. Verbs that speak of what is signed are done before, by <see cref="IntegrityCase"/>.</summary>
internal static class Attack
{
    public static void Do(SignedBucket bucket, string[] step)
    {
        var key = step.Length > 1 ? bucket.Named.GetValueOrDefault(step[1], "") : "";
        if (step[0] is "log") Put(bucket, bucket.LogKey(SignedBucket.FirstHour.AddHours(Number(step[1])).AddMinutes(Number(step[2])), "forged"));
        else if (step[0] is "put") Put(bucket, $"AWSLogs/{bucket.Account}/{step[1]}");
        else if (step[0] is "aside") Aside(bucket, Number(step[1]));
        else if (key.Length > 0) OnObject(bucket, step, key);
    }

    private static void OnObject(SignedBucket bucket, string[] step, string key)
    {
        var stored = bucket.Objects[key];
        BucketObject? Other() => bucket.Objects[bucket.Named[step[2]]];
        switch (step[0])
        {
            case "delete": bucket.Objects.Remove(key); break;
            case "rewrite": bucket.Objects[key] = stored with { Bytes = SignedBucket.Zip(Rewritten(Encoding.UTF8.GetString(SignedBucket.Unzip(stored.Bytes)))) }; break;
            case "unzip": bucket.Objects[key] = stored with { Bytes = SignedBucket.Unzip(stored.Bytes) }; break;
            case "garbage": bucket.Objects[key] = stored with { Bytes = Encoding.UTF8.GetBytes("garbage") }; break;
            case "damage": bucket.Objects[key] = stored with { Bytes = [.. stored.Bytes[..10], .. Enumerable.Repeat((byte)0xFF, 40)] }; break;
            case "empty": bucket.Objects[key] = stored with { Bytes = [] }; break;
            case "append": bucket.Objects[key] = stored with { Bytes = [.. stored.Bytes, .. SignedBucket.Zip("""{"Records":[]}""")] }; break;
            case "replace": bucket.Objects[key] = Other()!; break;
            case "signature": bucket.Objects[key] = stored with { Signature = Other()!.Signature }; break;
            case "unsign": bucket.Objects[key] = stored with { Signature = null, Algorithm = null }; break;
            case "algorithm": bucket.Objects[key] = stored with { Algorithm = step[2] }; break;
            case "move" or "copy":
                bucket.Objects[key.Replace("0000Z", "0001Z", StringComparison.Ordinal)] = stored;
                if (step[0] == "move") bucket.Objects.Remove(key);
                break;
            default: throw new FormatException(step[0]);
        }
    }

    // A digest's first hash is changed; a log's event gets another name.
    private static string Rewritten(string text)
    {
        const string hash = "\"hashValue\":\"";
        var at = text.IndexOf(hash, StringComparison.Ordinal) + hash.Length;
        return at < hash.Length ? text.Replace("RunInstances", "DescribeVpcs", StringComparison.Ordinal) : $"{text[..at]}{(text[at] == 'a' ? 'b' : 'a')}{text[(at + 1)..]}";
    }

    // Signed and in its place, but no other digest names it.
    private static void Aside(SignedBucket bucket, int hour)
    {
        var kept = new SignedBucket(bucket.Name);
        kept.AddHours(1, hour);
        var end = SignedBucket.FirstHour.AddHours(hour).AddMinutes(30);
        kept.AddDigest(hour, [], digest =>
        {
            digest["digestStartTime"] = SignedBucket.Text(end.AddMinutes(-30));
            digest["digestEndTime"] = SignedBucket.Text(end);
            digest["digestS3Object"] = kept.DigestKey(end);
            foreach (var name in (string[])["S3Bucket", "S3Object", "HashValue", "HashAlgorithm", "Signature"]) digest[$"previousDigest{name}"] = bucket.Named.TryGetValue($"digest:{hour - 1}", out var previous) ? Previous(bucket, previous, name) : null;
        });
        bucket.Objects[kept.DigestKey(end)] = kept.Objects[kept.Named[$"digest:{hour}"]];
    }

    private static string Previous(SignedBucket bucket, string key, string name) => name switch
    {
        "S3Bucket" => bucket.Name,
        "S3Object" => key,
        "HashValue" => SignedBucket.Hash(SignedBucket.Unzip(bucket.Objects[key].Bytes)),
        "Signature" => bucket.Objects[key].Signature!,
        _ => "SHA-256",
    };

    private static void Put(SignedBucket bucket, string key) => bucket.Objects[key] = new BucketObject(SignedBucket.Zip("""{"Records":[{"eventID":"forged"}]}"""));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
