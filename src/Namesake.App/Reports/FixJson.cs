using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.App.Commands;
using Namesake.Audit.Findings;
using Namesake.Audit.Fixes;
using Namesake.Prover.Questions;

namespace Namesake.App.Reports;

/// <summary>What came of a run of <c>fix</c> as JSON (schema 1, docs/fix.md).</summary>
internal static class FixJson
{
    public static void Write(TextWriter output, FixRun run)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteStartArray("roles");
            foreach (var outcome in run.Outcomes) WriteRole(writer, outcome, run.Replays.GetValueOrDefault(outcome.Role));
            writer.WriteEndArray();
            PremiseWords.Write(writer, run.Premises);
            DiagnosticJson.Write(writer, run.Diagnostics);
            writer.WriteStartObject("summary");
            writer.WriteNumber("roles", run.Outcomes.Length);
            writer.WriteNumber("proposed", run.Proposals.Count());
            foreach (var group in run.Outcomes.GroupBy(o => o.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)) writer.WriteNumber(group.Key, group.Count());
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void WriteRole(Utf8JsonWriter writer, FixOutcome outcome, AnsweredReplay? replay)
    {
        writer.WriteStartObject();
        writer.WriteString("arn", outcome.Role.Arn);
        writer.WriteString("name", outcome.Role.Name);
        writer.WriteStartObject("source");
        writer.WriteString("file", outcome.Role.Place.File);
        writer.WriteNumber("line", outcome.Role.Place.Line);
        writer.WriteNumber("column", outcome.Role.Place.Column);
        writer.WriteEndObject();
        writer.WriteString("code", outcome.Code);
        if (outcome is NoFix none) Write(writer, none);
        else Write(writer, (Proposal)outcome);
        if (replay is not null) ReplayJson.WriteObject(writer, "replay", replay);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, NoFix none)
    {
        writer.WriteString("verdict", AuditJson.NameOf(none.Standing));
        writer.WriteNull("proposal");
        writer.WriteString("reason", none.Reason);
        writer.WriteString("advice", none.Advice);
    }

    private static void Write(Utf8JsonWriter writer, Proposal proposal)
    {
        writer.WriteString("verdict", NameOf(proposal.Proof.Old.Verdict));
        writer.WriteStartObject("proposal");
        writer.WriteString("carrier", AuditJson.NameOf(proposal.Way.Carrier));
        writer.WriteString("demand", proposal.Way.Demand);
        writer.WriteBoolean("byDeny", proposal.Way.ByDeny);
        writer.WriteString("oldPolicy", proposal.OldText);
        writer.WriteString("newPolicy", proposal.NewText);
        writer.WriteNumber("characters", Quota.CharactersOf(proposal.NewText));
        WriteEdits(writer, proposal);
        WriteAnswer(writer, "before", proposal.Proof.Old);
        WriteAnswer(writer, "after", proposal.Proof.New);
        writer.WriteStartArray("stillPass");
        foreach (var passage in proposal.Proof.StillPass)
        {
            writer.WriteStartObject();
            writer.WriteString("principal", passage.Principal);
            writer.WritePropertyName("example");
            RequestJson.Write(writer, passage.Example);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        WriteNotes(writer, proposal);
        writer.WriteEndObject();
        writer.WriteString("reason", proposal.Proof.New.Reason);
        writer.WriteNull("advice");
    }

    private static void WriteEdits(Utf8JsonWriter writer, Proposal proposal)
    {
        writer.WriteStartArray("edits");
        foreach (var edit in proposal.Edits)
        {
            writer.WriteStartObject();
            writer.WriteNumber("offset", edit.Offset);
            writer.WriteString("removed", edit.Removed);
            writer.WriteString("inserted", edit.Inserted);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteAnswer(Utf8JsonWriter writer, string name, RoleAnswer answer)
    {
        writer.WriteStartObject(name);
        writer.WriteString("verdict", NameOf(answer.Verdict));
        writer.WriteString("carrier", answer.Carrier is { } carrier ? AuditJson.NameOf(carrier) : null);
        writer.WriteString("code", answer.Code);
        writer.WriteString("reason", answer.Reason);
        writer.WriteEndObject();
    }

    private static void WriteNotes(Utf8JsonWriter writer, Proposal proposal)
    {
        writer.WriteStartArray("notes");
        foreach (var note in proposal.Notes)
        {
            writer.WriteStartObject();
            writer.WriteString("code", note.Code);
            writer.WriteString("message", note.Message);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static string NameOf(Verdict verdict) => AuditJson.NameOf(Enum.Parse<Standing>(verdict.ToString()));
}
