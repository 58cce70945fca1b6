using System.Collections.Immutable;
using Amazon.S3;
using Amazon.S3.Model;
using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Aws;

/// <summary>Finds the objects that notices name. What a notice says of size and content is not believed: S3 is asked.</summary>
internal sealed class NoticedFiles(IAmazonS3 client, QueueOptions options, Action<Diagnostic> report)
{
    /// <returns>The log files among them; null where one cannot be had, which is told.</returns>
    public async Task<IReadOnlyList<S3File>?> Of(ImmutableArray<NoticedObject> objects, CancellationToken cancellation)
    {
        if (objects.FirstOrDefault(o => !options.Allows(o.Bucket)) is { Bucket: not null } stranger)
        {
            Say(stranger, "bucket-not-allowed", "a message names an object of a bucket that is not allowed: nothing of it is read, and it is left to the queue's redrive policy");
            return null;
        }
        var files = new List<S3File>();
        var all = true;
        var logs = objects.Distinct().Where(o => TrailLayout.KindOf(o.Key) != FolderKind.Foreign && !o.Key.EndsWith('/'));
        await foreach (var (noticed, file, fault) in LookAhead.InOrder(logs, o => Look(o, cancellation), cancellation))
        {
            if (file is not null) files.Add(file);
            else Say(noticed, fault!.Code, $"not read: {fault.Message}");
            all &= file is not null;
            // Whatever is wrong, it would be told of each of thousands.
            if (!all) break;
        }
        return all ? files : null;
    }

    private async Task<(NoticedObject Noticed, S3File? File, AwsFault? Fault)> Look(NoticedObject noticed, CancellationToken cancellation)
    {
        try
        {
            var found = await AwsCall.Run(c => client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = noticed.Bucket, Key = noticed.Key }, c), cancellation);
            return (noticed, new S3File(noticed.Bucket, noticed.Key, found.ContentLength, found.ETag ?? "", Named: false, client), null);
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            return (noticed, null, AwsFault.Of(e, $"s3:GetObject on arn:aws:s3:::{noticed.Bucket}/{noticed.Key}"));
        }
    }

    private void Say(NoticedObject noticed, string code, string message) =>
        report(new Diagnostic(Severity.Error, code, message, new SourcePlace(S3Address.NameOf(noticed.Bucket, noticed.Key), 1, 1)));
}
