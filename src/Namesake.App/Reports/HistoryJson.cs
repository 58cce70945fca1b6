using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.App.Commands;
using Namesake.Audit.History;
using Namesake.Sessions.Attributions;

namespace Namesake.App.Reports;

/// <summary>The versions of a role's trust policy as JSON (schema 1, docs/history.md).</summary>
internal static class HistoryJson
{
    public static void Write(TextWriter output, RoleHistory history)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteStartObject("role");
            writer.WriteString("arn", history.Arn?.ToString());
            writer.WriteString("account", history.Account);
            writer.WriteString("name", history.Name);
            writer.WriteEndObject();
            writer.WriteStartArray("versions");
            foreach (var (version, change) in history.Versions) Write(writer, version, change);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void Write(Utf8JsonWriter writer, PolicyVersion version, Attribution? change)
    {
        writer.WriteStartObject();
        writer.WriteString("since", Times.Of(version.Begin.Time));
        writer.WriteString("sinceIs", version.IsWritten ? "written" : "seen");
        writer.WriteString("until", version.Until is { } until ? Times.Of(until) : null);
        writer.WriteString("lastSeen", Times.Of(version.LastSeen));
        writer.WriteString("event", version.IsWritten ? version.Begin.EventName : null);
        writer.WriteString("eventId", version.IsWritten ? version.Begin.Id.ToString() : null);
        Write(writer, change);
        writer.WriteString("verdict", version.Finding is { } finding ? AuditJson.NameOf(finding.Standing) : version.IsDeletion ? "deleted" : "unknown");
        writer.WriteString("code", version.Finding?.Code ?? (version.IsDeletion ? "deleted" : "unknown-hidden-document"));
        writer.WriteString("reason", HistoryWords.Reason(version));
        writer.WriteString("document", version.Begin.Document);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Attribution? change)
    {
        if (change is not { Answer: var answer })
        {
            writer.WriteNull("changedBy");
            return;
        }
        writer.WriteStartObject("changedBy");
        AttributionLines.WriteOrigin(writer, answer.Origin);
        writer.WriteString("evidence", EvidenceWords.NameOf(answer.Evidence));
        AttributionLines.WriteChain(writer, answer.Chain);
        writer.WriteBoolean("complete", answer.Complete);
        writer.WriteString("contradiction", answer.Contradiction);
        writer.WriteString("reason", AnswerWords.Reason(change));
        writer.WriteEndObject();
    }
}
