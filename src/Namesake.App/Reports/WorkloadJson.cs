using System.Text.Json;
using Namesake.Sessions.Attributions;

namespace Namesake.App.Reports;

/// <summary>A workload, and what changed it, as members of <c>who</c> and <c>attribute</c> (docs/cli.md).</summary>
internal static class WorkloadJson
{
    public static void Write(Utf8JsonWriter json, Workload workload)
    {
        json.WriteStartObject("workload");
        json.WriteString("kind", workload.Kind);
        json.WriteString("id", workload.Id);
        json.WriteString("arn", workload.Arn);
        json.WriteString("account", workload.Account);
        json.WriteString("basis", workload.Basis);
        json.WriteEndObject();
    }

    public static void WriteChange(Utf8JsonWriter json, KnownWorkload? known)
    {
        if (known is not { Change: { } change, Behind: { } behind }) return;
        json.WriteStartObject("workloadChange");
        json.WriteString("eventId", change.Id.ToString());
        json.WriteString("eventName", change.EventName);
        json.WriteString("time", Times.Of(change.Time));
        json.WriteString("sourceAddress", change.SourceAddress);
        json.WriteString("detail", change.Detail);
        json.WriteString("by", AnswerWords.Who(behind));
        json.WriteString("byArn", behind.Origin?.Arn);
        json.WriteString("evidence", EvidenceWords.NameOf(behind.Evidence));
        json.WriteEndObject();
    }
}
