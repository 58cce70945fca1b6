using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Namesake.EndToEnd.Hostile;

/// <summary>What is done to a file's bytes, step by step. A negative place counts from the end, one with a point is a part of the whole.</summary>
internal static class HostileBytes
{
    public static byte[] Apply(byte[] bytes, string step) => step.Split(' ') switch
    {
        ["gzip"] => Gzip(bytes, CompressionLevel.Optimal),
        // Stored, not compressed: what a cut leaves is what stood before it.
        ["store"] => Gzip(bytes, CompressionLevel.NoCompression),
        // The same events again would be dropped as copies: two members of a half each.
        ["halves"] => [.. Gzip(bytes[..(bytes.Length / 2)], CompressionLevel.Optimal), .. Gzip(bytes[(bytes.Length / 2)..], CompressionLevel.Optimal)],
        ["utf-16"] => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes))],
        ["utf-16-big"] => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Encoding.UTF8.GetString(bytes))],
        ["keep", var count] => bytes[..Number(count)],
        ["skip", var count] => bytes[Number(count)..],
        ["drop", var count] => bytes[..^Number(count)],
        ["append", var hex] => [.. bytes, .. Convert.FromHexString(hex)],
        ["flip", var place] => With(bytes, place, b => (byte)~b),
        ["set", var place, var hex] => With(bytes, place, _ => Convert.FromHexString(hex)[0]),
        _ => throw new FormatException($"no such step: {step}"),
    };

    private static byte[] Gzip(byte[] bytes, CompressionLevel level)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level)) gzip.Write(bytes);
        return compressed.ToArray();
    }

    private static byte[] With(byte[] bytes, string place, Func<byte, byte> change)
    {
        var at = place.Contains('.', StringComparison.Ordinal) ? (int)(bytes.Length * double.Parse(place, CultureInfo.InvariantCulture)) : Number(place);
        if (at < 0) at += bytes.Length;
        byte[] changed = [.. bytes];
        changed[at] = change(changed[at]);
        return changed;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
