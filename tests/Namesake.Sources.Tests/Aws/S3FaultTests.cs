using System.Net;
using Namesake.Policy.Model;
using Namesake.Sources.Aws;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Aws;

/// <summary>Connections that break, and what S3 refuses.</summary>
public sealed class S3FaultTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 % 251))];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_breaks_is_taken_up_where_it_was()
    {
        using var s3 = new StubS3((i, c) => StubS3.SendPart(c, Bytes, i < 3 ? 70_000 : int.MaxValue));
        using var read = new MemoryStream();
        await using (var stream = await s3.FileOf(Bytes).OpenAsync(Stop)) stream.CopyTo(read);
        Assert.Equal(Bytes, read.ToArray());
        Assert.Equal(["\"tag\"", "bytes=70000- \"tag\"", "bytes=140000- \"tag\"", "bytes=210000- \"tag\""], s3.Asked);
    }

    [Fact]
    public async Task One_that_always_breaks_is_given_up_and_what_came_is_kept()
    {
        using var s3 = new StubS3((_, c) => StubS3.SendPart(c, Bytes, 10_000));
        using var read = new MemoryStream();
        await using var stream = await s3.FileOf(Bytes).OpenAsync(Stop);
        var fault = Assert.Throws<IOException>(() => stream.CopyTo(read));
        Assert.Contains("40000 of 300000 bytes came", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Bytes[..40_000], read.ToArray());
    }

    [Fact]
    public async Task No_more_is_read_than_was_listed()
    {
        using var s3 = new StubS3((_, c) => StubS3.SendPart(c, Bytes, int.MaxValue));
        using var read = new MemoryStream();
        await using (var stream = await s3.FileOf(Bytes[..1_000]).OpenAsync(Stop)) stream.CopyTo(read);
        Assert.Equal(Bytes[..1_000], read.ToArray());
    }

    [Fact]
    public async Task An_answer_that_does_not_come_at_once_is_asked_for_again()
    {
        using var s3 = new StubS3((i, c) =>
        {
            if (i == 0) StubS3.SendError(c, 503, "SlowDown");
            else StubS3.SendPart(c, Bytes, int.MaxValue);
        });
        await using var stream = await s3.FileOf(Bytes).OpenAsync(Stop);
        Assert.Equal(2, s3.Asked.Length);
    }

    [Theory]
    [InlineData(403, "AccessDenied", "s3:GetObject (or kms:Decrypt on its key) on arn:aws:s3:::bucket/key is missing")]
    [InlineData(404, "NoSuchKey", "not there any more")]
    [InlineData(412, "PreconditionFailed", "written anew")]
    [InlineData(403, "InvalidObjectState", "restore it")]
    [InlineData(400, "ExpiredToken", "sign in again")]
    [InlineData(403, "SomethingNew", "Said by a stub (SomethingNew)")]
    public async Task A_refusal_is_one_line_that_says_what_to_do(int status, string code, string words)
    {
        using var s3 = new StubS3((_, c) => StubS3.SendError(c, status, code));
        var fault = await Assert.ThrowsAsync<IOException>(() => s3.FileOf(Bytes).OpenAsync(Stop));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task An_answer_that_AWS_never_gives_is_a_refusal_too()
    {
        using var s3 = new StubS3((_, c) =>
        {
            c.Response.Headers["ETag"] = "\"x\"";
            StubS3.SendPart(c, Bytes, int.MaxValue);
        });
        var fault = await Assert.ThrowsAsync<IOException>(() => s3.FileOf(Bytes).OpenAsync(Stop));
        Assert.Contains("none that AWS gives", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_that_is_none_is_told()
    {
        using var s3 = new StubS3((_, c) => c.Response.Close("<html>Sign in to the guest network</html>"u8.ToArray(), willBlock: true));
        var said = new List<Diagnostic>();
        Assert.Equal(0, await new S3Listing(s3.Client, new S3Address("bucket", "p"), TimeWindow.Always, said.Add).Files(Stop).CountAsync(Stop));
        Assert.Equal(Severity.Error, Assert.Single(said).Severity);
    }

    [Fact]
    public async Task A_listing_that_is_denied_names_the_permissions()
    {
        using var s3 = new StubS3((_, c) => StubS3.SendError(c, 403, "AccessDenied"));
        var said = new List<Diagnostic>();
        Assert.Equal(0, await new S3Listing(s3.Client, new S3Address("bucket", "p"), TimeWindow.Always, said.Add).Files(Stop).CountAsync(Stop));
        var told = Assert.Single(said);
        Assert.Equal((Severity.Error, "aws-denied", "s3://bucket/p"), (told.Severity, told.Code, told.Place!.File));
        Assert.Contains("s3:ListBucket", told.Message, StringComparison.Ordinal);
        Assert.Contains("s3:GetObject", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_home_is_told_once()
    {
        using var client = new Amazon.S3.AmazonS3Client("a", "b", new Amazon.S3.AmazonS3Config { ServiceURL = "http://127.0.0.1:9", ForcePathStyle = true });
        var said = new List<Diagnostic>();
        Assert.Equal(0, await new S3Listing(client, new S3Address("bucket", ""), TimeWindow.Always, said.Add).Files(Stop).CountAsync(Stop));
        Assert.Equal("aws-unreachable", Assert.Single(said).Code);
    }

    [Fact]
    public async Task An_interruption_is_not_taken_for_a_fault()
    {
        var asked = new TaskCompletionSource();
        using var s3 = new StubS3((_, _) => asked.TrySetResult());
        using var ending = new CancellationTokenSource();
        var opening = s3.FileOf(Bytes).OpenAsync(ending.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }
}
