using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>What a log in memory reads to.</summary>
internal sealed record Log(ImmutableArray<TrailEvent> Events, TrailPart Part, ImmutableArray<Diagnostic> Diagnostics)
{
    public static Log Of(string text, ReadingLimits? limits = null, bool named = true) => Of(Encoding.UTF8.GetBytes(text), limits, named);

    public static Log Of(byte[] bytes, ReadingLimits? limits = null, bool named = true) => Of(new MemoryStream(bytes), limits, named);

    /// <summary>How many events were read without making tokens of them.</summary>
    public long Usual { get; private init; }

    public static Log Of(Stream bytes, ReadingLimits? limits = null, bool named = true, bool keep = true, bool onlyTokens = false)
    {
        var part = new TrailPart((in _) => keep);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var report = new FileReport(new DiskFile("log", named), diagnostics.Add);
        var records = new RecordParser(part) { OnlyTokens = onlyTokens };
        using (var stream = LogStream.Open(bytes)) new LogFile(records, report, limits ?? ReadingLimits.Normal).Read(stream);
        return new Log([.. Enumerable.Range(0, part.Kept).Select(i => part[i])], part, diagnostics.ToImmutable()) { Usual = records.Usual };
    }

    /// <summary>A file that is read with a tiny window, so that its end falls everywhere.</summary>
    public static ReadingLimits Tiny(int first) => new(first, 1 << 20);

    public string[] Ids => [.. Events.Select(e => e.Id.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>All that was read, in one text, whatever its order.</summary>
    public string Facts => string.Join('\n', FactsOf(Events, Part.Issued, Part.Grants));

    public static IEnumerable<string> FactsOf(IEnumerable<TrailEvent> events, IEnumerable<IssuedCredential> issued, IEnumerable<SignInGrant> grants) =>
        events.Select(e => $"event {e.Id} {JsonSerializer.Serialize(e)}").Distinct(StringComparer.Ordinal)
            .Concat(issued.Select(c => $"issued {c.Id} {JsonSerializer.Serialize(c)}").Distinct(StringComparer.Ordinal))
            .Concat(grants.Select(g => $"grant {g.Id} {JsonSerializer.Serialize(g)}").Distinct(StringComparer.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>All that was read, in its order, and all that was said, each to the last letter.</summary>
    public string Everything => string.Join('\n', [
        $"seen {Part.Seen}, met {Part.Identities.Count}",
        .. Events.Select(e => JsonSerializer.Serialize(e) + e.Id),
        .. Part.Issued.Select(c => JsonSerializer.Serialize(c) + c.Id),
        .. Part.Grants.Select(g => JsonSerializer.Serialize(g) + g.Id),
        .. Part.Workloads.Select(w => JsonSerializer.Serialize(w) + w.Id),
        .. Diagnostics.Select(d => d.ToString()),
    ]);

    /// <summary>The diagnostics as <c>code line:column</c>.</summary>
    public string[] Said => [.. Diagnostics.Select(d => $"{d.Code} {d.Place!.Line}:{d.Place.Column}")];

    public string[] Codes => [.. Diagnostics.Select(d => d.Code)];

    public static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal)) gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));
}
