using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Aws;

/// <summary>An object in S3, as it was when it was listed.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key, which is never made a path.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ETag">What changes with its content, in S3's quotes.</param>
/// <param name="Named">Whether the user named it.</param>
/// <param name="Client">Through which it is read.</param>
internal sealed record S3File(string Bucket, string Key, long Size, string ETag, bool Named, IAmazonS3 Client) : RemoteFile(S3Address.NameOf(Bucket, Key), Named, Size)
{
    public override SourceVersion Version => new(Name, Size, ETag.Trim('"'));

    public override async Task<Stream> OpenAsync(CancellationToken cancellation) =>
        Size == 0 ? Stream.Null : new S3Stream(this, await From(0, cancellation), cancellation);

    /// <summary>The object's bytes from an offset on; another state of the object is refused.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async Task<Stream> From(long offset, CancellationToken cancellation)
    {
        var request = new GetObjectRequest { BucketName = Bucket, Key = Key, EtagToMatch = ETag };
        if (offset > 0) request.ByteRange = new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={offset}-"));
        try
        {
            return (await AwsCall.Run(c => Client.GetObjectAsync(request, c), cancellation)).ResponseStream;
        }
        catch (Exception e) when (AwsFault.Is(e))
        {
            throw new IOException(AwsFault.Of(e, $"s3:GetObject (or kms:Decrypt on its key) on arn:aws:s3:::{Bucket}/{Key}").Message, e);
        }
    }
}
