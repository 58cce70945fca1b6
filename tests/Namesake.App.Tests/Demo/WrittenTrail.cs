using System.IO.Compression;
using System.Text.Json;

namespace Namesake.App.Tests.Demo;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("namesake-demo-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The records of a trail on disk, read back with nothing but gzip and JSON.</summary>
internal sealed class WrittenTrail
{
    private const string Container = "Records";

    private WrittenTrail(IReadOnlyList<WrittenRecord> records, int files, long length)
    {
        Records = records;
        Files = files;
        Length = length;
    }

    public IReadOnlyList<WrittenRecord> Records { get; }

    public int Files { get; }

    /// <summary>The bytes of all files before compression.</summary>
    public long Length { get; }

    public static WrittenTrail Read(string directory)
    {
        var records = new List<WrittenRecord>();
        var length = 0L;
        var files = Directory.GetFiles(directory, "*.json.gz", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var bytes = Unzip(file);
            length += bytes.Length;
            using var document = JsonDocument.Parse(bytes);
            foreach (var record in document.RootElement.GetProperty(Container).EnumerateArray())
                records.Add(new(record.Clone(), Path.GetRelativePath(directory, file)));
        }

        return new(records, files.Length, length);
    }

    public static byte[] Unzip(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    public WrittenRecord Only(string eventId) => Records.Single(record => string.Equals(record.Id, eventId, StringComparison.Ordinal));
}

/// <summary>One record and the file it was in.</summary>
internal sealed record WrittenRecord(JsonElement Json, string File)
{
    public string Id => Text("eventID")!;

    public string Name => Text("eventName")!;

    public string? ErrorCode => Text("errorCode");

    public string? Type => Text("userIdentity", "type");

    public string? Key => Text("userIdentity", "accessKeyId");

    public string? Principal => Text("userIdentity", "principalId");

    public string? Created => Text("userIdentity", "sessionContext", "attributes", "creationDate");

    public string? IssuedKey => Text("responseElements", "credentials", "accessKeyId");

    public DateTimeOffset Time => Moment(Text("eventTime")!);

    /// <summary>When the file was delivered, by its name.</summary>
    public DateTimeOffset Delivered => DateTimeOffset.ParseExact(
        Path.GetFileName(File).Split('_')[3], "yyyyMMdd'T'HHmm'Z'", null, System.Globalization.DateTimeStyles.AssumeUniversal);

    public static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal);

    /// <summary>The text at a path; null where there is none.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var at = Json;
        foreach (var name in path)
        {
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return null;
        }

        return at.ValueKind is JsonValueKind.String ? at.GetString() : null;
    }
}
