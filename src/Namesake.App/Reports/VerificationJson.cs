using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;
using Namesake.Sources.Integrity;

namespace Namesake.App.Reports;

/// <summary>A verification as JSON, schema 1 (docs/cli.md).</summary>
internal static class VerificationJson
{
    public static void Write(TextWriter output, Verification verification)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteStartArray("trails");
            foreach (var trail in verification.Trails) Write(writer, trail);
            writer.WriteEndArray();
            DiagnosticJson.Write(writer, verification.Faults, "faults");
            DiagnosticJson.Write(writer, verification.Diagnostics);
            WriteSummary(writer, verification);
            writer.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void Write(Utf8JsonWriter writer, VerifiedTrail trail)
    {
        var (coverage, place) = (trail.Coverage, trail.Coverage.Trail);
        writer.WriteStartObject();
        writer.WriteString("trail", place.Name);
        writer.WriteString("homeRegion", place.HomeRegion);
        writer.WriteString("bucket", place.Bucket);
        writer.WriteString("prefix", place.Prefix);
        writer.WriteString("organization", place.Organization);
        writer.WriteString("account", coverage.Account);
        writer.WriteString("region", coverage.Region);
        writer.WriteStartObject("hours");
        foreach (var state in Enum.GetValues<CoverageState>()) writer.WriteNumber(NameOf(state), VerificationTable.Hours(coverage.TimeIn(state)));
        writer.WriteEndObject();
        writer.WriteStartArray("spans");
        foreach (var span in coverage.Spans)
        {
            writer.WriteStartObject();
            writer.WriteString("from", Times.Of(span.From));
            writer.WriteString("until", Times.Of(span.Until));
            writer.WriteString("state", NameOf(span.State));
            writer.WriteString("code", span.Code);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        WriteCounts(writer, "digests", trail.Digests.Read, trail.Digests.Proved, trail.Digests.Broken, trail.Digests.Undecided, "proved");
        WriteCounts(writer, "logFiles", trail.Logs.Listed, trail.Logs.Intact, trail.Logs.Broken, trail.Logs.Undecided, "intact");
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, string what, int all, int good, int broken, int undecided, string goodName)
    {
        writer.WriteStartObject(what);
        writer.WriteNumber("all", all);
        writer.WriteNumber(goodName, good);
        writer.WriteNumber("broken", broken);
        writer.WriteNumber("undecided", undecided);
        writer.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter writer, Verification verification)
    {
        writer.WriteStartObject("summary");
        writer.WriteString("verdict", !verification.Faults.IsEmpty ? "broken" : verification.IsProved ? "proved" : "undecided");
        foreach (var state in Enum.GetValues<CoverageState>()) writer.WriteNumber($"{NameOf(state)}Hours", VerificationTable.Hours(verification.Trails.Sum(t => t.Coverage.TimeIn(state))));
        writer.WriteNumber("logFiles", verification.Trails.Sum(t => t.Logs.Listed));
        writer.WriteNumber("faults", verification.Faults.Length);
        writer.WriteEndObject();
    }

    public static string NameOf(CoverageState state) => state.ToString().ToLowerInvariant();
}
