using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Sources.Files;

/// <summary>Loads a file that should hold JSON, gzipped or not. What is wrong with it becomes a diagnostic.</summary>
internal static class JsonFile
{
    public static SourceText? Load(InputFile file, int maxBytes, Action<Diagnostic> report)
    {
        try
        {
            using var stream = LogStream.Open(file.Open());
            using var bytes = new MemoryStream();
            var chunk = new byte[81_920];
            for (int read; (read = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false)) > 0;)
            {
                // A huge file of another kind is told by its beginning.
                if (bytes.Length == 0 && !MayBeJson(chunk.AsSpan(0, read)))
                {
                    report(file.Fault(file.ForeignSeverity, "not-json", "the file is not JSON"));
                    return null;
                }
                if (bytes.Length + read > maxBytes) throw new InvalidDataException($"it has more than {maxBytes >> 20} MiB");
                bytes.Write(chunk, 0, read);
            }
            ReadOnlyMemory<byte> text = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
            if (!text.Span.TrimStart(" \t\r\n"u8).IsEmpty) return SourceText.OfFile(file.Name, text);
            report(file.Fault(Severity.Error, "empty-file", "the file is empty"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            report(file.Fault(Severity.Error, "unreadable-file", $"cannot be read: {e.Message}"));
        }
        return null;
    }

    /// <summary>The text is not JSON from some point on.</summary>
    public static Diagnostic Broken(InputFile file, SourceText source, JsonException e, string consequence)
    {
        var place = source.PlaceOf(OffsetOf(e, source.Utf8.Span));
        return file.Fault(Severity.Error, "broken-json", $"not JSON from here on: {consequence} ({Short(e.Message)})", place.Line, place.Column);
    }

    private static bool MayBeJson(ReadOnlySpan<byte> beginning)
    {
        if (beginning.StartsWith("\uFEFF"u8)) beginning = beginning[3..];
        return beginning.TrimStart(" \t\r\n"u8) is [] or [(byte)'{' or (byte)'[' or (byte)'"', ..];
    }

    private static int OffsetOf(JsonException e, ReadOnlySpan<byte> text)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0 && text[start..].IndexOf((byte)'\n') is >= 0 and var next; line--) start += next + 1;
        return (int)Math.Min(start + (e.BytePositionInLine ?? 0), text.Length);
    }

    private static string Short(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
