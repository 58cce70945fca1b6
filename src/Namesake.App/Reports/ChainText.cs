using System.Text.Json;
using Namesake.Audit.Chains;
using Namesake.Policy.Model;

namespace Namesake.App.Reports;

/// <summary>The chains of roles: who arrives at each, along which way, and where names are lost.</summary>
internal static class ChainText
{
    public static void Write(Terminal terminal, ChainReport chains)
    {
        terminal.Data.WriteLine();
        terminal.Data.WriteLine($"Chains of {Counts.Of(chains.Roles.Length, "role")}: {string.Join(", ", Summary(chains))}");
        foreach (var role in chains.Roles.OrderByDescending(r => r.Worst))
        {
            if (role.Worst is Telling.Nobody) continue;
            terminal.Data.WriteLine(Terminal.Clean($"  {role.Role.Label}: {NameOf(role.Worst)}: {role.Sentence}"));
            foreach (var arrival in role.Arrivals)
                terminal.Data.WriteLine(Terminal.Clean($"    {arrival.Origin} > {string.Join(" > ", arrival.Path.Select(Name))}: {arrival.Reason}{(arrival.IsCertain ? "" : " (not every step is known to be possible)")}"));
        }
        terminal.Data.Flush();
    }

    public static void Write(Utf8JsonWriter writer, ChainReport? chains)
    {
        if (chains is null) return;
        writer.WriteStartArray("chains");
        foreach (var role in chains.Roles)
        {
            writer.WriteStartObject();
            writer.WriteString("arn", role.Role.Arn);
            writer.WriteString("telling", NameOf(role.Worst));
            writer.WriteStartArray("arrivals");
            foreach (var arrival in role.Arrivals) Write(writer, arrival);
            writer.WriteEndArray();
            writer.WriteString("reason", role.Sentence);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Arrival arrival)
    {
        writer.WriteStartObject();
        writer.WriteString("origin", arrival.Origin.ToString());
        writer.WriteStartArray("path");
        foreach (var role in arrival.Path) writer.WriteStringValue(role);
        writer.WriteEndArray();
        writer.WriteString("telling", NameOf(arrival.Telling));
        writer.WriteString("carrier", arrival.Carried is { } carrier ? AuditJson.NameOf(carrier) : null);
        writer.WriteString("lostAt", arrival.LostAt);
        writer.WriteBoolean("certain", arrival.IsCertain);
        writer.WriteString("reason", arrival.Reason);
        writer.WriteEndObject();
    }

    private static IEnumerable<string> Summary(ChainReport chains) =>
        Enum.GetValues<Telling>().Reverse().Where(t => chains.CountOf(t) > 0).Select(t => $"{chains.CountOf(t)} {NameOf(t)}");

    private static string NameOf(Telling telling) => telling.ToString().ToLowerInvariant();

    private static string Name(string arn) => Arn.TryParse(arn, out var parsed) ? parsed.Name : arn;
}
