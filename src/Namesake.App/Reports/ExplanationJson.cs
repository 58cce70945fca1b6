using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Audit.Today;
using Namesake.App.Explanations;
using Namesake.Audit.Findings;

namespace Namesake.App.Reports;

/// <summary>An explanation as JSON, by the contract of docs/cli.md (schema 1).</summary>
internal static class ExplanationJson
{
    public static void Write(TextWriter output, Explanation explanation, TodayAnswer? today)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WritePropertyName("role");
            AuditJson.WriteRole(writer, explanation.Finding, today);
            PremiseWords.Write(writer, explanation.Report.Premises);
            writer.WriteStartArray("statements");
            foreach (var statement in explanation.Statements) Write(writer, statement);
            writer.WriteEndArray();
            writer.WriteBoolean("asInFile", explanation.Listing.AsInFile);
            writer.WriteStartArray("lines");
            foreach (var line in explanation.Listing.Lines) Write(writer, explanation, line);
            writer.WriteEndArray();
            DiagnosticJson.Write(writer, explanation.Report.Diagnostics);
            writer.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void Write(Utf8JsonWriter writer, StatementFinding finding)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", finding.Statement.Index);
        writer.WriteString("sid", finding.Statement.Sid);
        writer.WriteString("effect", finding.Statement.Effect.ToString());
        writer.WriteNumber("line", finding.Statement.Place.Line);
        writer.WriteStartArray("callers");
        foreach (var caller in finding.Alone?.Callers ?? []) AuditJson.WriteCaller(writer, caller);
        writer.WriteEndArray();
        writer.WriteString("without", finding.Without?.ToString().ToLowerInvariant());
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Explanation explanation, ListedLine line)
    {
        writer.WriteStartObject();
        writer.WriteNumber("line", line.Number);
        writer.WriteNumber("firstColumn", line.FirstColumn);
        writer.WriteString("text", line.Text);
        writer.WriteStartArray("annotations");
        foreach (var (annotation, at) in explanation.On(line))
        {
            writer.WriteStartObject();
            writer.WriteNumber("column", line.FirstColumn + at);
            writer.WriteNumber("length", Marker.LengthOf(line.Text, at));
            writer.WriteString("remark", annotation.Remark.ToString().ToLowerInvariant());
            writer.WriteStartArray("texts");
            foreach (var text in annotation.Texts) writer.WriteStringValue(text.Trim());
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
