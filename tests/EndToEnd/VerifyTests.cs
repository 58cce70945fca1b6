using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary><c>namesake verify</c> as a user runs it.</summary>
public sealed class VerifyTests
{
    private static SignedBucket Bucket()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(6);
        return bucket;
    }

    private static string Keys(ScratchFolder scratch) => scratch.Write("keys.json", SignedBucket.PublicKeyList());

    [Fact]
    public void A_whole_bucket_is_proved_and_exits_with_0()
    {
        using var scratch = new ScratchFolder();
        Bucket().WriteTo(Path.Combine(scratch.Path, "bucket"));
        var result = Cli.Namesake("verify", Path.Combine(scratch.Path, "bucket"), "--public-keys", Keys(scratch), "--bucket", "trail-bucket");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("All proved: 6 h complete and unchanged", result.Out, StringComparison.Ordinal);
        Assert.Contains("main_trail in s3://trail-bucket/", result.Out, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void A_changed_log_exits_with_1_and_is_named()
    {
        using var scratch = new ScratchFolder();
        var bucket = Bucket();
        bucket.Objects[bucket.Named["log:2.1"]] = new BucketObject(SignedBucket.Zip("""{"Records":[]}"""));
        bucket.WriteTo(Path.Combine(scratch.Path, "bucket"));
        var table = Cli.Namesake("verify", Path.Combine(scratch.Path, "bucket"), "--public-keys", Keys(scratch));
        Assert.Equal(1, table.ExitCode);
        Assert.Contains($"{bucket.Named["log:2.1"]}: log-changed: ", table.Out, StringComparison.Ordinal);
        Assert.Contains("2025-03-03T02:00:00Z until 2025-03-03T03:00:00Z: log-changed", table.Out, StringComparison.Ordinal);
        var result = Cli.Namesake("verify", Path.Combine(scratch.Path, "bucket"), "--public-keys", Keys(scratch), "--format", "json");
        Assert.Equal(1, result.ExitCode);
        var (json, trail) = (result.Json, result.Json.GetProperty("trails")[0]);
        Assert.Equal(1, json.GetProperty("schema").GetInt32());
        Assert.Equal("broken", json.GetProperty("summary").GetProperty("verdict").GetString());
        Assert.Equal("log-changed", json.GetProperty("faults")[0].GetProperty("code").GetString());
        Assert.Equal(["trail", "homeRegion", "bucket", "prefix", "organization", "account", "region", "hours", "spans", "digests", "logFiles"], trail.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["proved", "broken", "proved"], trail.GetProperty("spans").EnumerateArray().Select(s => s.GetProperty("state").GetString()));
        Assert.Equal(5, trail.GetProperty("hours").GetProperty("proved").GetDecimal());
        Assert.Equal(11, trail.GetProperty("logFiles").GetProperty("intact").GetInt32());
        Assert.Equal(JsonValueKind.Null, trail.GetProperty("organization").ValueKind);
    }

    [Theory]
    [InlineData(true, false, "no-public-keys")]
    [InlineData(false, true, "unsigned-here")]
    public void Without_keys_or_the_newest_signature_it_is_not_decided(bool withMetadata, bool withKeys, string code)
    {
        using var scratch = new ScratchFolder();
        Bucket().WriteTo(Path.Combine(scratch.Path, "bucket"), withMetadata);
        var result = Cli.Namesake(["verify", Path.Combine(scratch.Path, "bucket"), .. withKeys ? (string[])["--public-keys", Keys(scratch)] : []]);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains(code, result.Error, StringComparison.Ordinal);
        Assert.Contains(withKeys ? "5 h proved" : "0 h proved", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_is_asked_about_must_be_covered()
    {
        using var scratch = new ScratchFolder();
        Bucket().WriteTo(Path.Combine(scratch.Path, "bucket"));
        string[] verify = ["verify", Path.Combine(scratch.Path, "bucket"), "--public-keys", Keys(scratch), "--since"];
        Assert.Equal(0, Cli.Namesake([.. verify, "2025-03-03T01:00:00Z", "--until", "2025-03-03T06:00:00Z"]).ExitCode);
        Assert.Equal(4, Cli.Namesake([.. verify, "2025-03-03", "--until", "2025-03-04"]).ExitCode);
        Assert.Equal(2, Cli.Namesake([.. verify, "2025-03-04", "--until", "2025-03-03"]).ExitCode);
        Assert.Equal(2, Cli.Namesake([.. verify, "yesterday"]).ExitCode);
    }

    [Fact]
    public void A_folder_without_logs_is_not_called_proved()
    {
        using var scratch = new ScratchFolder();
        var result = Cli.Namesake("verify", scratch.Path);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("no-logs", result.Error, StringComparison.Ordinal);
    }
}
