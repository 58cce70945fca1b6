using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.App.Reports;
using Namesake.Sources.Aws.Permissions;
using Spectre.Console;

namespace Namesake.App.Permissions;

/// <summary>What <c>doctor</c> found out, for people and for programs.</summary>
internal static class DoctorReport
{
    private static readonly string[] Titles = ["Verb", "Permission", "State", "How", "For"];

    public static void WriteTable(Terminal terminal, PermissionReport report, ImmutableArray<CheckedVerb> verbs)
    {
        terminal.Data.WriteLine(Terminal.Clean($"{report.Caller} in account {report.Account}"));
        var rows = verbs.SelectMany(v => v.Needs.Select(n => (string[])[v.Name, n.Need.Action, Words(n.Answer.State), Terminal.Clean(n.Answer.How), n.Need.Purpose])).ToList();
        if (Terminal.IsPipe) PipeTable.Write(terminal.Data, Titles, rows);
        else
        {
            var table = new Table { Border = TableBorder.Rounded };
            foreach (var title in Titles) table.AddColumn(title);
            foreach (var row in rows) table.AddRow([.. row.Select((c, i) => i == 2 ? $"[{Colour(c)}]{c}[/]" : c.EscapeMarkup())]);
            terminal.Out.Write(table);
        }
        var lacking = verbs.Where(v => v.Has(PermissionState.Missing)).Select(v => v.Name).ToList();
        terminal.Data.WriteLine(lacking.Count == 0 ? "Nothing is known to be missing." : $"Missing for: {string.Join(", ", lacking)}. The least policy of each: namesake doctor --policy VERB");
        terminal.Data.Flush();
    }

    public static void WriteJson(TextWriter output, PermissionReport report, ImmutableArray<CheckedVerb> verbs)
    {
        using var stream = new Utf8Sink(output);
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteString("account", report.Account);
            writer.WriteString("caller", report.Caller);
            writer.WriteStartArray("verbs");
            foreach (var verb in verbs) Write(writer, verb);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        output.WriteLine();
    }

    private static void Write(Utf8JsonWriter writer, CheckedVerb verb)
    {
        writer.WriteStartObject();
        writer.WriteString("verb", verb.Name);
        writer.WriteStartArray("needs");
        foreach (var (need, answer) in verb.Needs)
        {
            writer.WriteStartObject();
            writer.WriteString("action", need.Action);
            writer.WriteString("resource", need.Resource);
            writer.WriteString("state", Words(answer.State));
            writer.WriteString("how", answer.How);
            writer.WriteString("for", need.Purpose);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Words(PermissionState state) => state switch
    {
        PermissionState.Allowed => "allowed",
        PermissionState.Missing => "missing",
        _ => "not-known",
    };

    private static string Colour(string state) => state switch
    {
        "allowed" => "green",
        "missing" => "red",
        _ => "yellow",
    };
}
