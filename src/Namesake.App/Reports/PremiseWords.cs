using System.Text.Json;
using Namesake.Audit;

namespace Namesake.App.Reports;

/// <summary>What verdicts rest on beside the trust policies: a proof that rests on an operator's word says so.</summary>
internal static class PremiseWords
{
    /// <summary>Null where nothing was given.</summary>
    public static string? Of(Premises premises)
    {
        if (premises.AreEmpty) return null;
        var parts = new List<string>();
        if (premises.ServiceControls.Length > 0) parts.Add($"{Counts.Of(premises.ServiceControls.Length, "service control policy", "service control policies")} for every user and role session");
        if (premises.ResourceControls.Length > 0) parts.Add($"{Counts.Of(premises.ResourceControls.Length, "resource control policy", "resource control policies")} for everybody");
        parts.AddRange(premises.IdentifyingKeys.Select(k => $"{k} names one person"));
        return $"Taken for granted: {string.Join("; ", parts)}.";
    }

    public static void Write(Utf8JsonWriter writer, Premises premises)
    {
        writer.WriteStartObject("premises");
        writer.WriteNumber("serviceControlPolicies", premises.ServiceControls.Length);
        writer.WriteNumber("resourceControlPolicies", premises.ResourceControls.Length);
        writer.WriteStartArray("identifyingKeys");
        foreach (var key in premises.IdentifyingKeys) writer.WriteStringValue(key);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
