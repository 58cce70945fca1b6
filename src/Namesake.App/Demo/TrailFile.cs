using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace Namesake.App.Demo;

/// <summary>Gathers the events of one log file and writes it; the buffers serve one file after another.</summary>
internal sealed class TrailFile : IDisposable
{
    // Level 6 is zlib's own default; a named level would follow what a runtime thinks best.
    private static readonly ZLibCompressionOptions Level = new() { CompressionLevel = 6 };

    private readonly ArrayBufferWriter<byte> json = new(1 << 20);
    private readonly MemoryStream compressed = new();
    private readonly Utf8JsonWriter writer;

    public TrailFile()
    {
        writer = new Utf8JsonWriter(json, TrailJson.Compact);
        Open();
    }

    /// <summary>Where a file delivered at a moment stands below the bucket.</summary>
    public static string PathOf(string account, string region, int delivered, string suffix) =>
        $"AWSLogs/{account}/CloudTrail/{region}/{Day.Folder(delivered)}/" +
        $"{account}_CloudTrail_{region}_{Day.FileStamp(delivered)}_{suffix}.json.gz";

    public void Add(TrailRecord record) => record.WriteTo(writer);

    /// <summary>Writes what was added to a file and starts anew.</summary>
    public void WriteTo(string path)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        compressed.SetLength(0);
        using (var gzip = new GZipStream(compressed, Level, leaveOpen: true))
            gzip.Write(json.WrittenSpan);

        var bytes = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        // The header names the level and the operating system: neither may tell on which machine the file was made.
        bytes[8] = 0;
        bytes[9] = 255;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        Open();
    }

    public void Dispose()
    {
        writer.Dispose();
        compressed.Dispose();
    }

    private void Open()
    {
        json.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        writer.WriteStartArray("Records");
    }
}
