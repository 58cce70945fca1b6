using System.Buffers;

namespace Namesake.Sources.Aws;

/// <summary>A bucket and the beginning of keys in it, written <c>s3://bucket/prefix</c>.</summary>
/// <param name="Bucket">Its name, or the alias of an access point.</param>
/// <param name="Prefix">Empty for the whole bucket.</param>
public sealed record S3Address(string Bucket, string Prefix)
{
    private const string Scheme = "s3://";

    private static readonly SearchValues<char> BucketCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    /// <summary>Whether an input means S3, well written or not.</summary>
    public static bool Is(string input) => input.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null where no bucket is named.</returns>
    public static S3Address? Parse(string input)
    {
        if (!Is(input)) return null;
        var rest = input[Scheme.Length..];
        var slash = rest.IndexOf('/');
        var bucket = slash < 0 ? rest : rest[..slash];
        // Names of old buckets have up to 255 characters.
        return IsBucket(bucket) ? new S3Address(bucket, slash < 0 ? "" : rest[(slash + 1)..]) : null;
    }

    public static bool IsBucket(string name) => name.Length is >= 3 and <= 255 && !name.AsSpan().ContainsAnyExcept(BucketCharacters);

    public override string ToString() => NameOf(Bucket, Prefix);

    public static string NameOf(string bucket, string key) => $"{Scheme}{bucket}/{key}";
}
