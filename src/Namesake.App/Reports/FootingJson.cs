using System.Text.Json;
using Namesake.Sessions.Integrity;

namespace Namesake.App.Reports;

/// <summary>What an answer's logs are worth, as the member <c>logs</c> of <c>who --format json</c> (docs/cli.md).</summary>
internal static class FootingJson
{
    public static void Write(Utf8JsonWriter json, Footing footing, bool wereVerified)
    {
        json.WriteStartObject("logs");
        json.WriteString("state", FootingWords.NameOf(footing.State));
        json.WriteStartArray("grounds");
        foreach (var ground in footing.Grounds)
        {
            json.WriteStartObject();
            json.WriteString("account", ground.Account);
            json.WriteString("region", ground.Region);
            WriteTime(json, ground.From, ground.Until, ground.State, ground.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteMissing(json, footing.Missing);
        json.WriteString("reason", FootingWords.Grounds(footing, wereVerified));
        json.WriteEndObject();
    }

    private static void WriteMissing(Utf8JsonWriter json, MissingIssue? missing)
    {
        if (missing is null)
        {
            json.WriteNull("missingIssue");
            return;
        }
        json.WriteStartObject("missingIssue");
        json.WriteString("account", missing.Account);
        json.WriteStartArray("regions");
        foreach (var region in missing.Regions) json.WriteStringValue(region);
        json.WriteEndArray();
        WriteTime(json, missing.From, missing.Until, missing.State, missing.Code);
        json.WriteString("reason", FootingWords.Missing(missing));
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, long from, long until, CoverageState state, string? code)
    {
        json.WriteString("from", Times.Of(from));
        json.WriteString("until", Times.Of(until));
        json.WriteString("state", FootingWords.NameOf(state));
        json.WriteString("code", code);
    }
}
