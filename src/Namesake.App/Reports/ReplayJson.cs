using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.App.Commands;
using Namesake.Audit.Replay;

namespace Namesake.App.Reports;

/// <summary>A replay as JSON (schema 1, docs/replay.md).</summary>
internal static class ReplayJson
{
    public static void Write(TextWriter output, AnsweredReplay answer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            WriteBody(json, answer);
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>A replay as a property of an object.</summary>
    public static void WriteObject(Utf8JsonWriter json, string name, AnsweredReplay answer)
    {
        json.WriteStartObject(name);
        WriteBody(json, answer);
        json.WriteEndObject();
    }

    /// <summary>The properties of a replay, inside an object that somebody else began.</summary>
    private static void WriteBody(Utf8JsonWriter json, AnsweredReplay answer)
    {
        json.WriteString("role", answer.Role);
        json.WriteString("since", Times.Of(answer.Question.Since));
        json.WriteString("until", Times.Of(answer.Question.Until));
        json.WriteNumber("calls", answer.Report.Calls);
        json.WriteNumber("allowed", answer.Report.Allowed);
        Write(json, "refused", answer.Report.Refused);
        Write(json, "undecided", answer.Report.Undecided);
        json.WriteBoolean("complete", !answer.IsIncomplete);
        Write(json, "notes", ReplayWords.Gaps(answer));
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<ReplayGroup> groups)
    {
        json.WriteStartArray(name);
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteString("caller", group.Who);
            AttributionLines.WriteOrigin(json, group.Person);
            json.WriteString("evidence", EvidenceWords.NameOf(group.Evidence));
            json.WriteString("event", group.EventName);
            json.WriteString("tool", Tools.CodeOf(group.Tool));
            json.WriteString("userAgent", group.UserAgent);
            json.WriteNumber("calls", group.Calls);
            json.WriteString("first", Times.Of(group.First));
            json.WriteString("last", Times.Of(group.Last));
            json.WriteString("lastEventId", group.LastEvent);
            Write(json, "sessionNames", group.SessionNames);
            json.WriteNumber("sessionNameCount", group.SessionNameCount);
            Write(json, "sourceIdentities", group.SourceIdentities);
            Write(json, "unknown", group.Unknown);
            Write(json, group.Change);
            Write(json, "advice", group.Advice);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, NameChange? change)
    {
        if (change is null)
        {
            json.WriteNull("change");
            return;
        }
        json.WriteStartObject("change");
        json.WriteString("sessionName", change.SessionName);
        json.WriteString("sourceIdentity", change.SourceIdentity);
        json.WriteBoolean("certain", change.IsCertain);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
