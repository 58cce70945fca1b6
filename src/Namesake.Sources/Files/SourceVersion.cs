using System.Globalization;

namespace Namesake.Sources.Files;

/// <summary>One state of a file or object: two that are equal hold the same bytes, so the second need not be read.</summary>
/// <param name="Location">The full path, or <c>s3://bucket/key</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Stamp">What changes with the content: the time of the last write in ticks (UTC), or the object's ETag.</param>
public sealed record SourceVersion(string Location, long Size, string Stamp)
{
    /// <summary>Reads what <see cref="object.ToString"/> wrote: it is how a ledger keeps versions.</summary>
    /// <returns>Null where it is none.</returns>
    public static SourceVersion? Parse(string text)
    {
        const string location = "SourceVersion { Location = ", size = ", Size = ", stamp = ", Stamp = ";
        var (atSize, atStamp) = (text.LastIndexOf(size, StringComparison.Ordinal), text.LastIndexOf(stamp, StringComparison.Ordinal));
        if (!text.StartsWith(location, StringComparison.Ordinal) || atSize < location.Length || atStamp < atSize + size.Length || !text.EndsWith(" }", StringComparison.Ordinal)) return null;
        return long.TryParse(text[(atSize + size.Length)..atStamp], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new SourceVersion(text[location.Length..atSize], bytes, text[(atStamp + stamp.Length)..^2]) : null;
    }

    public static SourceVersion OfFile(string path, long size, DateTime written) => new(path, size, written.Ticks.ToString(CultureInfo.InvariantCulture));
}
