using Namesake.Sessions.Integrity;
using Namesake.Sources.Integrity;
using Namesake.Sources.Tests.Files;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Integrity;

/// <summary>Folders as people have them: parts of a bucket, several accounts, organizations' trails, no metadata.</summary>
public sealed class FolderTests
{
    private static SignedBucket Organization()
    {
        var bucket = new SignedBucket { Prefix = "audit/logs/", Organization = "o-abcdefghij" };
        foreach (var (account, region) in (ReadOnlySpan<(string, string)>)[("111122223333", "us-east-1"), ("111122223333", "eu-west-1"), ("444455556666", "us-east-1")])
        {
            (bucket.Account, bucket.Region) = (account, region);
            bucket.AddHours(3);
        }
        return bucket;
    }

    [Theory]
    [InlineData("")]
    [InlineData("audit")]
    [InlineData("audit/logs/AWSLogs")]
    public async Task An_organizations_trail_with_a_prefix_is_proved_from_wherever_the_folder_begins(string below)
    {
        using var folder = new Folder();
        Organization().WriteTo(folder.Path);
        using var keys = Verified.Keys();
        var found = await Verified.InFolder([folder.At(below)], keys);
        Assert.Empty(found.Faults);
        Assert.True(found.IsProved);
        Assert.Equal(3, found.Trails.Length);
        Assert.All(found.Trails, t => Assert.Equal(new TrailPlace("trail-bucket", "audit/logs/", "o-abcdefghij", "main_trail", "us-east-1"), t.Coverage.Trail));
        Assert.All(found.Trails, t => Assert.Equal(3 * 3_600_000, t.Coverage.TimeIn(CoverageState.Proved)));
    }

    [Fact]
    public async Task Without_metadata_all_but_the_newest_are_proved_by_their_successors()
    {
        using var folder = new Folder();
        Organization().WriteTo(folder.Path, withMetadata: false);
        using var keys = Verified.Keys();
        var found = await Verified.InFolder([folder.Path], keys);
        Assert.Empty(found.Faults);
        Assert.Equal(["unsigned-here"], Verified.CodesOf(found.Diagnostics));
        Assert.All(found.Trails, t => Assert.Equal([CoverageState.Proved, CoverageState.Undecided], t.Coverage.Spans.Select(s => s.State)));
        Assert.Equal(4, Verified.ExitOf(found));
    }

    [Fact]
    public async Task Without_keys_hashes_are_checked_and_nothing_is_proved()
    {
        using var folder = new Folder();
        Organization().WriteTo(folder.Path);
        var found = await Verified.InFolder([folder.Path], null);
        Assert.Empty(found.Faults);
        Assert.Equal(["no-public-keys"], Verified.CodesOf(found.Diagnostics));
        Assert.Equal(0, Verified.ProvedMinutes(found));
        Assert.All(found.Trails, t => Assert.Equal(t.Logs.Listed, t.Logs.Intact));
    }

    [Fact]
    public async Task Two_trails_into_one_bucket_vouch_for_their_logs_together()
    {
        var bucket = new SignedBucket();
        for (var hour = 0; hour < 3; hour++)
        {
            bucket.Trail = "main_trail";
            bucket.AddDigest(hour, bucket.AddLogs(hour));
            bucket.Trail = "second-trail_x";
            bucket.AddDigest(hour, bucket.AddLogs(hour + 100).Select(k => Moved(bucket, k, hour)));
        }
        Assert.True(Verified.InMemory(bucket).IsProved);
        Assert.Equal(2, Verified.InMemory(bucket).Trails.Length);
        using var folder = new Folder();
        bucket.WriteTo(folder.Path);
        using var keys = Verified.Keys();
        Assert.True((await Verified.InFolder([folder.Path], keys)).IsProved);
    }

    [Fact]
    public async Task A_bucket_of_another_name_is_told_from_the_one_that_was_meant()
    {
        using var folder = new Folder();
        Organization().WriteTo(folder.Path);
        using var keys = Verified.Keys();
        Assert.True((await Verified.InFolder([folder.Path], keys, bucket: "trail-bucket")).IsProved);
        Assert.Equal(["digest-moved"], Verified.CodesOf((await Verified.InFolder([folder.Path], keys, bucket: "my-bucket")).Faults));
    }

    [Fact]
    public async Task A_trail_that_was_given_another_bucket_is_followed_there()
    {
        var (first, second) = (new SignedBucket("bucket-a"), new SignedBucket("bucket-b"));
        first.AddHours(2);
        var last = first.Objects[first.Named["digest:1"]];
        second.AddDigest(2, second.AddLogs(2), digest =>
        {
            digest["previousDigestS3Bucket"] = "bucket-a";
            digest["previousDigestS3Object"] = first.Named["digest:1"];
            digest["previousDigestHashValue"] = SignedBucket.Hash(SignedBucket.Unzip(last.Bytes));
            digest["previousDigestSignature"] = last.Signature;
        });
        using var folder = new Folder();
        first.WriteTo(folder.At("a"));
        second.WriteTo(folder.At("b"));
        using var keys = Verified.Keys();
        Assert.True((await Verified.InFolder([folder.Path], keys)).IsProved);
        Assert.True((await Verified.InFolder([folder.At("a"), folder.At("b")], keys)).IsProved);
        File.Delete(folder.At($"a/{first.Named["digest:1"]}"));
        Assert.Contains("digest-missing", Verified.CodesOf((await Verified.InFolder([folder.Path], keys)).Faults));
    }

    [Fact]
    public void A_Region_whose_digests_end_before_the_others_of_its_trail_is_not_called_proved()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(6);
        bucket.Region = "eu-west-1";
        bucket.AddHours(3);
        var found = Verified.InMemory(bucket);
        Assert.Equal(["chain-ends-early"], Verified.CodesOf(found.Diagnostics));
        Assert.Equal(4, Verified.ExitOf(found));
        Assert.Equal(CoverageState.Undecided, found.Completeness.Of("111122223333", "eu-west-1", At(4), At(5)).State);
        Assert.Equal(CoverageState.Proved, found.Completeness.Of("111122223333", "us-east-1", At(4), At(5)).State);
    }

    [Fact]
    public async Task A_forged_log_of_a_proved_hour_that_an_unsigned_digest_lists_spoils_that_hour()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(5);
        var forged = bucket.LogKey(SignedBucket.FirstHour.AddHours(2).AddMinutes(10), "forged");
        bucket.Objects[forged] = new BucketObject(SignedBucket.Zip("{}"));
        bucket.AddDigest(5, bucket.AddLogs(5).Append(forged), key: SignedBucket.Stranger, change: d => d["digestPublicKeyFingerprint"] = SignedBucket.Fingerprint(SignedBucket.Key));
        using var folder = new Folder();
        bucket.WriteTo(folder.Path, withMetadata: false);
        using var keys = Verified.Keys();
        var found = await Verified.InFolder([folder.Path], keys);
        var spoiled = Assert.Single(found.Trails[0].Coverage.Spans, s => s.Code == "log-listed-unproved");
        Assert.Equal((At(2), At(3), CoverageState.Undecided), (spoiled.From, spoiled.Until, spoiled.State));
        Assert.Equal(4 * 60, Verified.ProvedMinutes(found));
    }

    [Fact]
    public void A_copy_that_begins_in_the_middle_is_proved_from_there_and_says_so()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(4);
        foreach (var name in (string[])["digest:0", "log:0.0", "log:0.1"]) bucket.Objects.Remove(bucket.Named[name]);
        var found = Verified.InMemory(bucket);
        Assert.True(found.IsProved);
        Assert.Equal("chain-begins-earlier", Assert.Single(found.Diagnostics).Code);
        Assert.Equal(At(1), found.Trails[0].Coverage.Spans[0].From);
        Assert.Equal(["digest-missing"], Verified.CodesOf(Verified.InMemory(bucket, new VerifyRange(At(0), null)).Faults));
    }

    [Fact]
    public void Files_of_other_services_are_noted_and_not_judged()
    {
        var bucket = new SignedBucket();
        bucket.AddHours(2);
        foreach (var other in (string[])["Config/us-east-1/2025/3/3/ConfigHistory/x.json.gz", "CloudTrail-Insight/us-east-1/2025/03/03/x.json.gz"])
            bucket.Objects[$"AWSLogs/111122223333/{other}"] = new BucketObject(SignedBucket.Zip("{}"));
        var found = Verified.InMemory(bucket);
        Assert.True(found.IsProved);
        Assert.Equal("other-service", Assert.Single(found.Diagnostics).Code);
    }

    [Fact]
    public void What_lies_in_a_place_that_was_not_given_is_asked_for()
    {
        var bucket = new SignedBucket();
        bucket.AddDigest(0, bucket.AddLogs(0), digest => digest["logFiles"]![0]!["s3Bucket"] = "another-bucket");
        bucket.AddDigest(1, bucket.AddLogs(1), digest => digest["previousDigestS3Bucket"] = "another-bucket");
        var found = Verified.InMemory(bucket, new VerifyRange(At(0), At(2)));
        Assert.Equal(["log-elsewhere", "previous-elsewhere"], Verified.CodesOf(found.Diagnostics).Where(c => c.EndsWith("elsewhere", StringComparison.Ordinal)));
        Assert.False(found.IsProved);
    }

    [Fact]
    public void Logs_without_any_digest_are_not_decided()
    {
        var bucket = new SignedBucket();
        bucket.AddLogs(0);
        var found = Verified.InMemory(bucket);
        Assert.Equal(["no-digest"], Verified.CodesOf(found.Diagnostics));
        Assert.Equal(4, Verified.ExitOf(found));
        Assert.Null(Assert.Single(found.Trails).Coverage.Trail.Name);
    }

    [Fact]
    public void The_time_that_is_asked_about_bounds_what_is_found()
    {
        var bucket = IntegrityCase.Of("two logs of two hours rewritten").Build();
        Assert.True(Verified.InMemory(bucket, new VerifyRange(At(2), At(4))).IsProved);
        Assert.False(Verified.InMemory(bucket, new VerifyRange(At(2), At(5))).IsProved);
        var beyond = Verified.InMemory(bucket, new VerifyRange(At(5), At(8)));
        Assert.Empty(beyond.Faults);
        Assert.Equal([CoverageState.Proved, CoverageState.Undecided], beyond.Trails[0].Coverage.Spans.Select(s => s.State));
        Assert.Equal("no-digest", beyond.Trails[0].Coverage.Spans[1].Code);
    }

    private static string Moved(SignedBucket bucket, string key, int hour)
    {
        var to = bucket.LogKey(SignedBucket.FirstHour.AddHours(hour).AddMinutes(7), $"second{key.GetHashCode(StringComparison.Ordinal):x}");
        bucket.Objects[to] = bucket.Objects[key];
        bucket.Objects.Remove(key);
        return to;
    }

    private static long At(int hour) => SignedBucket.FirstHour.AddHours(hour).ToUnixTimeMilliseconds();
}
