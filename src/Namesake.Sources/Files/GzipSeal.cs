using System.IO.Compression;

namespace Namesake.Sources.Files;

/// <summary>
/// A small gzip member that is read after the last of a file. GZipStream takes a file that is cut short for one that is
/// whole: only where what was asked for last comes out as it went in, all before it was whole.
/// </summary>
internal static class GzipSeal
{
    public static ReadOnlySpan<byte> Content => "namesake: the end"u8;

    public static readonly byte[] Member = Compress();

    private static byte[] Compress()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(Content);
        return bytes.ToArray();
    }
}
