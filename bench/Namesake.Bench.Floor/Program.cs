using System.IO.Compression;
using System.Text.Json;

// The least that any reader of compressed JSON logs must do. "inflate": decompress every byte. "tokens": also run
// Utf8JsonReader over every token. A worker a core, a buffer each that is used again.
if (args is not [("inflate" or "tokens") and var mode, var folder])
{
    Console.Error.WriteLine("usage: floor inflate|tokens FOLDER");
    return 2;
}

var files = Directory.GetFiles(folder, "*.gz", SearchOption.AllDirectories);
Array.Sort(files, StringComparer.Ordinal);
long bytes = 0;
long tokens = 0;
Parallel.ForEach(
    files,
    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
    () => new byte[1 << 20],
    (file, _, buffer) =>
    {
        using var stream = new GZipStream(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0), CompressionMode.Decompress);
        var filled = 0;
        for (int read; (read = stream.Read(buffer, filled, buffer.Length - filled)) > 0;)
        {
            filled += read;
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
        Interlocked.Add(ref bytes, filled);
        if (mode == "tokens") Interlocked.Add(ref tokens, Count(buffer.AsSpan(0, filled)));
        return buffer;
    },
    _ => { });
Console.Out.Write($"{files.Length} files, {bytes} bytes, {tokens} tokens{Environment.NewLine}");
return 0;

static long Count(ReadOnlySpan<byte> json)
{
    var reader = new Utf8JsonReader(json);
    long count = 0;
    while (reader.Read()) count++;
    return count;
}
