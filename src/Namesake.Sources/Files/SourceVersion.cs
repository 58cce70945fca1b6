using System.Globalization;

namespace Namesake.Sources.Files;

/// <summary>One state of a file or object: two that are equal hold the same bytes, so the second need not be read.</summary>
/// <param name="Location">The full path, or <c>s3://bucket/key</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Stamp">What changes with the content: the time of the last write in ticks (UTC), or the object's ETag.</param>
public sealed record SourceVersion(string Location, long Size, string Stamp)
{
    public static SourceVersion OfFile(string path, long size, DateTime written) => new(path, size, written.Ticks.ToString(CultureInfo.InvariantCulture));
}
