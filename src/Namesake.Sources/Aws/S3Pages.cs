using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Namesake.Sources.Aws;

/// <summary>An object as a listing shows it.</summary>
internal readonly record struct S3Object(string Key, long Size, string Tag);

/// <summary>Up to a thousand objects of those that begin with a prefix.</summary>
/// <param name="Prefix">How they begin.</param>
/// <param name="Objects">In the order of their keys.</param>
/// <param name="Token">With which the next page is asked for; null on the last.</param>
internal sealed record S3Page(string Prefix, IReadOnlyList<S3Object> Objects, string? Token)
{
    public bool HasMore => Token is not null;
}

/// <summary>What lies in a folder, not below it: all pages.</summary>
internal sealed record S3Folder(IReadOnlyList<S3Object> Objects, IReadOnlyList<string> Folders, bool IsOneObject = false)
{
    public static readonly S3Folder Empty = new([], []);

    /// <summary>
    /// What a user means who writes a prefix without a slash at its end: the object of that very key; else the folder of
    /// that name; else, as S3 has it, all that begins so.
    /// </summary>
    public S3Folder Meant(string prefix)
    {
        if (prefix.Length == 0 || prefix.EndsWith('/')) return this;
        if (Objects.FirstOrDefault(o => o.Key == prefix) is { Key: not null } exact) return new S3Folder([exact], [], IsOneObject: true);
        return Folders.Contains($"{prefix}/", StringComparer.Ordinal) ? new S3Folder([], [$"{prefix}/"]) : this;
    }
}

/// <summary>
/// Asks for listings of a bucket. Keys come encoded: one with a control character, which XML cannot hold, would make the
/// whole listing unreadable.
/// </summary>
internal sealed class S3Pages(IAmazonS3 client, string bucket)
{
    public Task<S3Page> First(string prefix, CancellationToken cancellation) => Page(prefix, null, cancellation);

    public Task<S3Page> Next(S3Page page, CancellationToken cancellation) => Page(page.Prefix, page.Token, cancellation);

    public async Task<S3Folder> Folder(string prefix, CancellationToken cancellation)
    {
        var (objects, folders) = (new List<S3Object>(), new List<string>());
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = "/", Encoding = EncodingType.Url };
        do
        {
            var answer = await AwsCall.Run(c => client.ListObjectsV2Async(request, c), cancellation);
            objects.AddRange(ObjectsOf(answer));
            folders.AddRange((answer.CommonPrefixes ?? []).Select(p => Decoded(answer, p)));
            request.ContinuationToken = TokenOf(answer);
        }
        while (request.ContinuationToken is not null);
        return new S3Folder(objects, folders);
    }

    private async Task<S3Page> Page(string prefix, string? token, CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = token, Encoding = EncodingType.Url };
        var answer = await AwsCall.Run(c => client.ListObjectsV2Async(request, c), cancellation);
        return new S3Page(prefix, [.. ObjectsOf(answer)], TokenOf(answer));
    }

    private static IEnumerable<S3Object> ObjectsOf(ListObjectsV2Response answer) => (answer.S3Objects ?? []).Select(o => new S3Object(Decoded(answer, o.Key), o.Size ?? 0, o.ETag ?? ""));

    // Servers in S3's place may not know of the encoding.
    private static string Decoded(ListObjectsV2Response answer, string key) => answer.Encoding == EncodingType.Url ? WebUtility.UrlDecode(key) : key;

    private static string? TokenOf(ListObjectsV2Response answer) => answer.IsTruncated == true ? answer.NextContinuationToken : null;
}
