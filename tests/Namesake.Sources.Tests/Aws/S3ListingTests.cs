using System.Collections.Concurrent;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Namesake.Policy.Model;
using Namesake.Sources.Aws;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Aws;

/// <summary>Which objects a prefix names, and how many calls it takes to know.</summary>
[Collection(nameof(MotoFixture))]
public sealed class S3ListingTests(MotoFixture moto)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What was found, said, and asked for: prefixes, those of a sweep with a star.</summary>
    private sealed record Listed(InputFile[] Files, string[] Said, string[] Calls)
    {
        public string[] Keys => [.. Files.Select(f => ((S3File)f).Key).Order(StringComparer.Ordinal)];
    }

    private async Task<Listed> List(string bucket, string prefix, TimeWindow? window = null)
    {
        using var client = moto.S3();
        return await List(client, bucket, prefix, window);
    }

    private static async Task<Listed> List(AmazonS3Client client, string bucket, string prefix, TimeWindow? window = null)
    {
        var calls = new ConcurrentQueue<string>();
        client.BeforeRequestEvent += (_, e) =>
        {
            if (((WebServiceRequestEventArgs)e).Request is ListObjectsV2Request list) calls.Enqueue(list.Delimiter is null ? $"{list.Prefix}*" : list.Prefix);
        };
        var said = new List<Diagnostic>();
        var files = await new S3Listing(client, new S3Address(bucket, prefix), window ?? TimeWindow.Always, said.Add).Files(Stop).ToArrayAsync(Stop);
        return new Listed(files, [.. said.Select(d => $"{d.Severity} {d.Code} {d.Place!.File}")], [.. calls.Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a/", "a/1 a/b/2")]
    [InlineData("a/b", "a/b/2")]
    [InlineData("a/b/2", "a/b/2")]
    [InlineData("ab", "ab/3")]
    [InlineData("day-0", "day-01/x day-02 day-03")]
    [InlineData("", "a a/1 a/b/2 ab/3 abc/4 day-01/x day-02 day-03")]
    public async Task A_prefix_is_an_object_or_a_folder_or_the_beginning_of_several(string prefix, string expected)
    {
        var bucket = await moto.Bucket("a", "a/1", "a/b/2", "ab/3", "abc/4", "day-01/x", "day-02", "day-03");
        var listed = await List(bucket, prefix);
        Assert.Equal(expected.Split(' '), listed.Keys);
        Assert.All(listed.Files, f => Assert.Equal(prefix.Length > 0 && f.Name == $"s3://{bucket}/{prefix}", f.Named));
        Assert.Empty(listed.Said);
    }

    [Fact]
    public async Task Odd_keys_are_found_as_they_are_and_read()
    {
        string[] keys = ["a b+c%2B/\u0001\u001b[31m", "a b+c%2B/%", "a b+c%2B/ü&<>\"'\U0001F512", "plain"];
        var bucket = await moto.Bucket(keys);
        using var client = moto.S3();
        var listed = await List(client, bucket, "");
        Assert.Equal(keys.Order(StringComparer.Ordinal), listed.Keys);
        foreach (var file in listed.Files)
        {
            using var text = new StreamReader(file.Open());
            Assert.Equal("x", await text.ReadToEndAsync(Stop));
        }
        Assert.Equal(keys[..3].Order(StringComparer.Ordinal), (await List(bucket, "a b+c%2B")).Keys);
    }

    [Fact]
    public async Task The_mark_of_a_folder_is_no_file()
    {
        var bucket = await moto.Bucket([("folder/", []), ("folder/a", "x"u8.ToArray())]);
        Assert.Equal(["folder/a"], (await List(bucket, "folder/")).Keys);
    }

    [Fact]
    public async Task Only_the_folders_of_logs_are_swept_and_others_told()
    {
        string[] logs = ["p/AWSLogs/111122223333/CloudTrail/eu-west-1/2025/03/03/a", "p/AWSLogs/o-abc/444455556666/CloudTrail/us-east-1/2024/03/03/b"];
        var bucket = await moto.Bucket([.. logs,
            "p/AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2025/03/03/d", "p/AWSLogs/o-abc/444455556666/CloudTrail-Insight/eu-west-1/2025/03/03/i", "p/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2025/03/03/v"]);
        var listed = await List(bucket, "p");
        Assert.Equal(logs, listed.Keys);
        Assert.Equal(Enumerable.Repeat($"Note foreign-folder s3://{bucket}/p", 3), listed.Said);
        Assert.Equal(
            ["p", "p/", "p/AWSLogs/", "p/AWSLogs/111122223333/", "p/AWSLogs/111122223333/CloudTrail/*", "p/AWSLogs/o-abc/", "p/AWSLogs/o-abc/444455556666/", "p/AWSLogs/o-abc/444455556666/CloudTrail/*"],
            listed.Calls);
    }

    [Fact]
    public async Task A_window_lists_no_other_days()
    {
        const string logs = "AWSLogs/111122223333/CloudTrail/r/";
        var days = Enumerable.Range(0, 60).Select(i => new DateTime(2024, 12, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(2 * i)).Union(Enumerable.Range(1, 7).Select(d => new DateTime(2025, 3, d, 0, 0, 0, DateTimeKind.Utc))).Append(new DateTime(2025, 2, 28, 0, 0, 0, DateTimeKind.Utc)).Order().ToArray();
        var bucket = await moto.Bucket([.. days.Select(d => KeyOf(logs, d))]);
        var listed = await List(bucket, "AWSLogs/111122223333/CloudTrail/", TimeWindow.Parse("2025-03-02", "2025-03-02").Window);
        string[] found = ["2025/02/28/", "2025/03/01/", "2025/03/02/", "2025/03/03/"];
        Assert.Equal([.. found.Select(d => logs + d)], listed.Keys.Select(k => k[..(logs.Length + 11)]));
        Assert.Equal(["AWSLogs/111122223333/CloudTrail/", logs, $"{logs}2025/", $"{logs}2025/02/", $"{logs}{found[0]}*", $"{logs}2025/03/", .. found[1..].Select(d => $"{logs}{d}*")], listed.Calls);
        Assert.Empty(listed.Said);
    }

    [Fact]
    public async Task Within_a_day_the_names_of_files_tell_the_time()
    {
        const string logs = "AWSLogs/111122223333/CloudTrail/r/";
        var hours = Enumerable.Range(0, 96).Select(i => new DateTime(2025, 3, 1, 0, 30, 0, DateTimeKind.Utc).AddHours(i)).ToArray();
        var bucket = await moto.Bucket([.. hours.Select(d => KeyOf(logs, d))]);
        var listed = await List(bucket, "", TimeWindow.Parse("2025-03-03T10:00", "2025-03-03T11:00").Window);
        Assert.Equal(hours.Where(h => h >= new DateTime(2025, 3, 1, 10, 0, 0, DateTimeKind.Utc) && h <= new DateTime(2025, 3, 4, 11, 0, 0, DateTimeKind.Utc)).Select(d => KeyOf(logs, d)), listed.Keys);
    }

    [Fact]
    public async Task More_objects_than_a_page_holds_are_all_found()
    {
        const string day = "AWSLogs/111122223333/CloudTrail/r/2025/03/03/";
        string[] keys = [.. Enumerable.Range(0, 1_050).Select(i => $"{day}{i:D5}")];
        var bucket = await moto.Bucket(keys);
        var swept = await List(bucket, "AWSLogs/111122223333");
        Assert.Equal(keys, swept.Keys);
        Assert.Equal(2, swept.Calls.Count(c => c.EndsWith('*')));
        var folder = await List(bucket, day);
        Assert.Equal(keys, folder.Keys);
        Assert.Equal([day, day], folder.Calls);
    }

    [Theory]
    [InlineData("nothing", "Error no-such-input s3://{0}/nothing")]
    [InlineData("AWSLogs/111122223333/Config/", "Note foreign-folder s3://{0}/AWSLogs/111122223333/Config/;Error no-such-input s3://{0}/AWSLogs/111122223333/Config/")]
    public async Task A_prefix_without_logs_is_an_error(string prefix, string said)
    {
        var bucket = await moto.Bucket("AWSLogs/111122223333/Config/eu-west-1/x");
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, said, bucket).Split(';'), (await List(bucket, prefix)).Said);
    }

    [Fact]
    public async Task Days_outside_of_the_window_are_told_where_there_is_nothing_else()
    {
        var bucket = await moto.Bucket("AWSLogs/111122223333/CloudTrail/r/2025/03/03/x");
        Assert.Equal([$"Warning outside-window s3://{bucket}/"], (await List(bucket, "", TimeWindow.Parse("2026-01-01", null).Window)).Said);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_an_error() =>
        Assert.Equal(["Error no-such-bucket s3://never-made/x"], (await List("never-made", "x")).Said);

    [Fact]
    public async Task Versions_follow_the_content()
    {
        var bucket = await moto.Bucket([("a", "one"u8.ToArray()), ("b", "one"u8.ToArray()), ("c", "two"u8.ToArray())]);
        var files = (await List(bucket, "")).Files;
        Assert.Equal($"s3://{bucket}/a", files[0].Version!.Location);
        Assert.Equal(3, files[0].Version!.Size);
        Assert.Equal(files[0].Version!.Stamp, files[1].Version!.Stamp);
        Assert.NotEqual(files[0].Version!.Stamp, files[2].Version!.Stamp);
        Assert.Equal(files.Select(f => f.Version), (await List(bucket, "")).Files.Select(f => f.Version));
    }

    private static string KeyOf(string logs, DateTime time) => $"{logs}{time:yyyy'/'MM'/'dd}/111122223333_CloudTrail_r_{time:yyyyMMdd'T'HHmm'Z'}_u.json.gz";
}
