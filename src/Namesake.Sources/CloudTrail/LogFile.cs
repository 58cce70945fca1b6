using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>
/// Reads one log file, whatever its shape, in bounded memory. What cannot be read is reported with its place; what came
/// before it is kept.
/// </summary>
internal sealed class LogFile(RecordParser records, FileReport report, ReadingLimits limits)
{
    public void Read()
    {
        try
        {
            using var stream = LogStream.Open(report.File.Open());
            Read(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            report.Add(Severity.Error, "unreadable-file", $"cannot be read: {e.Message}", (1, 1));
        }
    }

    /// <param name="stream">The file's text, gzip undone.</param>
    public void Read(Stream stream)
    {
        using var window = new LogWindow(stream, limits);
        switch (Sniff(window))
        {
            case Shape.Json: new JsonLog(window, records, report).Read(); break;
            case Shape.Csv: new CsvLog(window, records, report, limits.LargestValue).Read(); break;
            case Shape.Wide: report.Add(Severity.Error, "not-utf-8", "the file is UTF-16: convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)", (1, 1)); break;
            case Shape.Foreign: report.Add(ClaimsJson(report.File.Name) ? Severity.Error : report.File.ForeignSeverity, "not-a-log", "the file is neither JSON nor a CSV export with a column eventJson: no CloudTrail log", (1, 1)); break;
            case Shape.Empty when window.Fault is null: report.Add(Severity.Error, "empty-file", "the file is empty", (1, 1)); break;
        }
        if (window.Fault is { } fault)
            report.Add(
                Severity.Error,
                fault is InvalidDataException ? "bad-gzip" : "unreadable-file",
                $"not read further than here: {fault.Message}",
                window.PlaceOf(window.Text.Length));
        report.Conclude();
    }

    private enum Shape
    {
        Empty,
        Json,
        Csv,
        Foreign,

        /// <summary>UTF-16, as Windows shells write it.</summary>
        Wide,
    }

    // Zeros after a power cut, gzip in gzip: in a folder too, a log that cannot be read must not pass for a file of another kind.
    private static bool ClaimsJson(string name)
    {
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name.AsSpan(0, name.Length - 3) : name;
        return plain.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || plain.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Looks at the first bytes: an empty file, a byte order mark, something that is no JSON.</summary>
    private static Shape Sniff(LogWindow window)
    {
        window.Fill();
        if (window.Text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return Shape.Wide;
        window.DropMark();
        while (true)
        {
            var blank = window.Text.IndexOfAnyExcept(" \t\r\n"u8);
            if (blank != 0) window.Discard(blank < 0 ? window.Text.Length : blank);
            if (!window.Text.IsEmpty) break;
            if (!window.Fill()) return Shape.Empty;
        }
        window.Fill();
        if (window.Text[0] is (byte)'{' or (byte)'[') return Shape.Json;
        if (CsvLog.IsHeader(window)) return Shape.Csv;
        // A JSON string on each line, an event in each string.
        return window.Text.StartsWith("\"{"u8) ? Shape.Json : Shape.Foreign;
    }
}
