using Amazon.S3;
using Amazon.S3.Model;
using Namesake.Policy.Model;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;
using Namesake.Sources.Tests.CloudTrail;
using Namesake.Sources.Tests.Files;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Aws;

/// <summary>Logs in a bucket read as those in a folder.</summary>
[Collection(nameof(MotoFixture))]
public sealed class S3ReadingTests(MotoFixture moto)
{
    private static readonly string Trail = Path.Combine(Repository.Root, "samples", "trail");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<(string Facts, string[] Said, int Files)> Read(string input, TimeWindow? window = null)
    {
        var read = await TrailReader.Read([input], window ?? TimeWindow.Always, (in _) => true, null, Stop);
        return (string.Join('\n', Log.FactsOf(read.Trail.Events, read.Trail.Issued.All, [])), [.. read.Diagnostics.Select(d => $"{d.Severity} {d.Code} {d.Place!.File}")], read.Files);
    }

    [Fact]
    public async Task A_bucket_reads_as_the_folder_that_was_copied_into_it()
    {
        var bucket = await moto.Bucket(Directory.GetFiles(Trail, "*", SearchOption.AllDirectories).Select(f => ($"copy/{Path.GetRelativePath(Trail, f).Replace('\\', '/')}", File.ReadAllBytes(f))));
        var (local, far) = (await Read(Trail), await Read($"s3://{bucket}/copy"));
        Assert.True(local.Files > 5);
        Assert.Equal(local, far with { Said = local.Said });
        Assert.Empty(far.Said);
        var window = TimeWindow.Parse("2025-03-03T12:00", "2025-03-03T15:00").Window;
        var part = await Read($"s3://{bucket}/", window);
        Assert.Equal((await Read(Trail, window)).Facts, part.Facts);
        Assert.True(part.Facts.Length < far.Facts.Length);
    }

    [Fact]
    public async Task Objects_of_any_shape_and_size_are_read_and_the_broken_told()
    {
        using var folder = new Folder();
        folder.Write("a.json", Shapes.Write("delivery", Samples.Events(3)));
        folder.Write("cut.json.gz", Log.Gzip(Samples.Event(5))[..^9]);
        folder.Write("empty.json", "");
        folder.Write("read me", "# Logs");
        // Too large to be fetched ahead.
        folder.Write("large.json", string.Join('\n', Enumerable.Range(10, 30).Select(i => Samples.Event(i).PadRight(700_000))));
        var bucket = await moto.Bucket(Directory.GetFiles(folder.Path).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))));
        var (local, far) = (await Read(folder.Path), await Read($"s3://{bucket}"));
        Assert.Equal(local.Facts, far.Facts);
        Assert.Equal(local.Said.Select(s => s.Replace(folder.Path, $"s3://{bucket}", StringComparison.Ordinal)), far.Said);
        Assert.Equal(3, far.Said.Length);
    }

    [Fact]
    public async Task An_object_that_goes_or_changes_after_it_was_listed_is_told_and_the_others_are_read()
    {
        var bucket = await moto.Bucket(Enumerable.Range(0, 20).Select(i => ($"{i:D2}", System.Text.Encoding.UTF8.GetBytes(Samples.Event(i)))));
        using var client = moto.S3();
        var said = new List<Diagnostic>();
        var read = 0;
        await foreach (var file in Prefetch.Ahead(Meddled(InputFiles.Find([$"s3://{bucket}"], said.Add, Stop), client, bucket), Stop))
        {
            using var stream = file.Open();
            try
            {
                stream.CopyTo(Stream.Null);
                read++;
            }
            catch (IOException e)
            {
                said.Add(file.Fault(Severity.Error, "unreadable-file", e.Message));
            }
        }
        Assert.Equal(18, read);
        Assert.Equal([$"s3://{bucket}/18 the object is not there any more", $"s3://{bucket}/19 the object was written anew since it was listed: run again"], said.Select(d => $"{d.Place!.File} {d.Message}"));
    }

    private static async IAsyncEnumerable<InputFile> Meddled(IAsyncEnumerable<InputFile> files, AmazonS3Client client, string bucket)
    {
        await foreach (var file in files)
        {
            if (file.Name.EndsWith("00", StringComparison.Ordinal))
            {
                await client.DeleteObjectAsync(bucket, "18", Stop);
                await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "19", ContentBody = "other" }, Stop);
            }
            yield return file;
        }
    }
}
