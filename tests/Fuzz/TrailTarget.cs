using System.IO.Compression;
using System.Text;
using Namesake.Policy.Model;
using Namesake.Sessions.Lineage;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;
using Namesake.Sources.Tests.CloudTrail;

namespace Fuzz;

/// <summary>The log reader, on bytes in memory: as they are, compressed, and in windows of other sizes, and as tokens, which must read the same.</summary>
internal sealed class TrailTarget : ITarget
{
    public string Name => "trail";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Shapes.All.Keys.Select(shape => Shapes.Write(shape, Samples.Events(6))),
        .. Shapes.All.Keys.Take(6).Select(shape => Zip(Shapes.Write(shape, Samples.Events(3)))),
    ];

    public IReadOnlyList<string> Words { get; } =
    [
        "Records", "Events", "events", "Messages", "QueryResultRows", "logEvents", "Body", "body", "detail", "Message", "message", "Sns", "CloudTrailEvent", "eventJson", "eventData",
        "event", "original", "event.original", "_raw", "_source", "result", "eventID", "eventTime", "@timestamp", "eventName", "eventSource", "awsRegion", "recipientAccountId", "sourceIPAddress",
        "errorCode", "sharedEventID", "userIdentity", "requestParameters", "responseElements", "additionalEventData", "sessionCredentialFromConsole", "s3", "s3Bucket", "digestStartTime",
        "insightDetails", "AssumeRole", "sts.amazonaws.com", "credentials", "accessKeyId", "2025-03-03T10:00:00Z", "\n{", "\n", "\r\n", "\uFEFF", "\\ud800", "{\"Records\":[", "]}", "\"", "\"\"", ",", "\u001f\u008b",
    ];

    public string Take(byte[] input)
    {
        var (events, said) = Read(input, ReadingLimits.Normal);
        // The window's size changes neither what is read nor what is said.
        var step = input.Length > 3_000 ? 997 : 61;
        foreach (var limits in (ReadingLimits[])[new(4 + input.Length % step, 1 << 20), new(1_024, 1 << 20)])
            // How much comes out of gzip data before its damage is up to the decompressor and the size of its steps.
            if (Read(input, limits) is var other && other != (events, said) && !said.Contains("bad-gzip", StringComparison.Ordinal))
                throw new InvalidOperationException($"a window of {limits.FirstBuffer} reads otherwise:\n{other.Events}\n--- not\n{events}\n{other.Said}\n--- not\n{said}");
        Read(input, new ReadingLimits(64, 512));
        CompareWithTokens(input, new ReadingLimits(4 + input.Length % step, 1 << 20));
        if (Read(Zip(input), ReadingLimits.Normal) is var zipped && input is not [0x1F, 0x8B, ..] && zipped != (events, said))
            throw new InvalidOperationException($"compressed, it reads otherwise:\n{zipped}\n--- not\n{events}\n{said}");
        return said;
    }

    /// <summary>Without tokens and with them, each event and each word that is said must be the same.</summary>
    private static void CompareWithTokens(byte[] input, ReadingLimits limits)
    {
        var (quick, tokens) = (Everything(input, limits, onlyTokens: false), Everything(input, limits, onlyTokens: true));
        if (quick != tokens) throw new InvalidOperationException($"read otherwise than its tokens:\n{quick}\n--- not\n{tokens}");
    }

    private static string Everything(byte[] input, ReadingLimits limits, bool onlyTokens)
    {
        var part = new TrailPart((in _) => true);
        var said = new List<Diagnostic>();
        using (var stream = LogStream.Open(new MemoryStream(input)))
            new LogFile(new RecordParser(part) { OnlyTokens = onlyTokens }, new FileReport(new DiskFile("input", true), said.Add), limits).Read(stream);
        return string.Join('\n', [
            $"{part.Seen} {part.Identities.Count}",
            .. Enumerable.Range(0, part.Kept).Select(i => $"{part[i]} {part[i].Identity.Type} {part[i].Identity.Arn} {part[i].Identity.AccessKeyId} {part[i].Identity.CreationDate}"),
            .. part.Issued.Select(c => $"{c} {c.Caller.Arn}"),
            .. part.Grants.Select(g => $"{g}"),
            .. said.Select(d => $"{d}"),
        ]);
    }

    private static (string Events, string Said) Read(byte[] input, ReadingLimits limits)
    {
        var part = new TrailPart((in _) => true);
        var said = new List<Diagnostic>();
        var report = new FileReport(new DiskFile("input", Named: true), said.Add);
        using (var stream = LogStream.Open(new MemoryStream(input)))
            new LogFile(new RecordParser(part), report, limits).Read(stream);
        if (part.Kept == 0 && said.Count == 0 && !IsEmptyList(input)) throw new InvalidOperationException("nothing was read, and nothing said");
        if (said.Exists(d => d.Place is not { Line: > 0, Column: > 0 })) throw new InvalidOperationException("a diagnostic without a place");
        var events = string.Join('\n', Enumerable.Range(0, part.Kept).Select(i => $"{part[i].Id} {part[i].Time} {part[i].Name} {part[i].Identity.Arn} {part[i].Identity.AccessKeyId}").Order(StringComparer.Ordinal));
        events += $"\nissued {part.Issued.Count}, grants {part.Grants.Count}";
        return (events, string.Join(' ', said.Select(d => d.Code).Distinct(StringComparer.Ordinal)) + $";{Math.Min(part.Kept, 8)}");
    }

    /// <summary>Lists of nothing are no fault, and a header without rows; whether this is one is judged generously.</summary>
    private static bool IsEmptyList(byte[] input) => input is [0x1F, 0x8B, ..] || Encoding.UTF8.GetString(input) is var text
        && (text.Contains('[', StringComparison.Ordinal) || text.Contains("eventJson", StringComparison.OrdinalIgnoreCase));

    private static byte[] Zip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return compressed.ToArray();
    }
}
