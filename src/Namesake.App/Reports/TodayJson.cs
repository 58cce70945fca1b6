using System.Text.Json;
using Namesake.Audit.Today;

namespace Namesake.App.Reports;

/// <summary>Who can assume a role today, as part of a role's record.</summary>
internal static class TodayJson
{
    public static void Write(Utf8JsonWriter writer, TodayAnswer? answer)
    {
        if (answer is null)
        {
            writer.WriteNull("canToday");
            return;
        }
        writer.WriteStartObject("canToday");
        writer.WriteString("verdict", answer.Verdict.ToString().ToLowerInvariant());
        writer.WriteString("carrier", answer.Carrier is { } carrier ? AuditJson.NameOf(carrier) : null);
        writer.WriteStartArray("callers");
        foreach (var caller in answer.Callers)
        {
            writer.WriteStartObject();
            writer.WriteString("arn", caller.Identity.ToString());
            writer.WriteString("session", caller.Session);
            writer.WriteString("certainty", caller.Certainty.ToString().ToLowerInvariant());
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        AuditJson.WriteWitness(writer, answer.Witness);
        writer.WriteStartArray("outside");
        foreach (var outside in answer.Outside) writer.WriteStringValue(outside);
        writer.WriteEndArray();
        writer.WriteBoolean("complete", answer.IsComplete);
        writer.WriteString("reason", answer.Reason);
        writer.WriteEndObject();
    }
}
