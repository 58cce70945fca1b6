using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.App.Reports.Sheets;
using Namesake.Audit.Chains;
using Namesake.Audit.Findings;
using Namesake.Audit.Rules;
using Namesake.Audit.Today;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;
using Namesake.Prover.Replay;

namespace Namesake.App.Reports;

/// <summary>The audit as JSON, by the contract of docs/cli.md (schema 1).</summary>
internal static class AuditJson
{
    public static void Write(TextWriter output, AuditReport report, Func<Role, TodayAnswer?> today, ChainReport? chains, IEnumerable<Finding> findings)
    {
        using var stream = new Utf8Sink(output);
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("schema", 1);
            writer.WriteStartArray("roles");
            foreach (var finding in report.Findings)
            {
                WriteRole(writer, finding, today(finding.Role));
                writer.Flush();
            }
            writer.WriteEndArray();
            ChainText.Write(writer, chains);
            SheetJson.WriteList(writer, FindingSheet.Of(findings));
            PremiseWords.Write(writer, report.Premises);
            DiagnosticJson.Write(writer, report.Diagnostics);
            writer.WriteStartObject("summary");
            writer.WriteNumber("roles", report.Findings.Length);
            foreach (var standing in Enum.GetValues<Standing>()) writer.WriteNumber(NameOf(standing), report.CountOf(standing));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        output.WriteLine();
    }

    public static string NameOf(Standing standing) => standing.ToString().ToLowerInvariant();

    public static void WriteRole(Utf8JsonWriter writer, RoleFinding finding, TodayAnswer? today)
    {
        var account = Subjects.Of(finding.Role).Account;
        writer.WriteStartObject();
        writer.WriteString("arn", finding.Role.Arn);
        writer.WriteString("name", finding.Role.Name);
        writer.WriteString("account", account);
        writer.WriteString("path", finding.Role.Path);
        var place = finding.Answer?.Place ?? finding.Role.Place;
        writer.WriteStartObject("source");
        WritePlace(writer, place);
        writer.WriteEndObject();
        WriteCondition(writer, finding.Decisive.Condition);
        writer.WriteString("verdict", NameOf(finding.Standing));
        writer.WriteString("carrier", finding.Answer?.Carrier is { } carrier ? NameOf(carrier) : null);
        writer.WriteStartArray("callers");
        foreach (var caller in finding.Answer?.Callers ?? []) WriteCaller(writer, caller);
        writer.WriteEndArray();
        WriteWitness(writer, finding.Answer?.Witness);
        writer.WriteStartArray("needs");
        foreach (var statement in finding.Answer?.Needed ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("sid", statement.Sid);
            WritePlace(writer, statement.Place);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        TodayJson.Write(writer, today);
        writer.WriteString("reason", finding.Reason);
        writer.WriteString("code", finding.Code);
        RoleParts.Write(writer, finding.Exempted);
        RoleParts.Write(writer, finding.Role.TrustPolicy.Document, account);
        writer.WriteEndObject();
    }

    public static void WriteWitness(Utf8JsonWriter writer, Witness? witness)
    {
        if (witness is null)
        {
            writer.WriteNull("witness");
            return;
        }
        writer.WriteStartObject("witness");
        writer.WriteStartArray("requests");
        RequestJson.Write(writer, witness.First);
        RequestJson.Write(writer, witness.Second);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteCaller(Utf8JsonWriter writer, CallerAnswer caller)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Caller.NameOf(caller.Kind));
        writer.WriteString("verdict", caller.Verdict.ToString().ToLowerInvariant());
        if (caller.CanAssume is { } can) writer.WriteBoolean("canAssume", can);
        else writer.WriteNull("canAssume");
        writer.WritePropertyName("example");
        if (caller.Example is { } example) RequestJson.Write(writer, example);
        else writer.WriteNullValue();
        writer.WriteString("reason", caller.Reason);
        writer.WriteEndObject();
    }

    private static void WriteCondition(Utf8JsonWriter writer, ConditionTest? condition)
    {
        if (condition is null)
        {
            writer.WriteNull("condition");
            return;
        }
        writer.WriteStartObject("condition");
        WritePlace(writer, condition.Key.Place);
        writer.WriteString("operator", condition.Operator.Name);
        writer.WriteString("key", condition.Key.Text);
        writer.WriteStartArray("values");
        foreach (var value in condition.Values) writer.WriteStringValue(value.Text);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, SourcePlace place)
    {
        writer.WriteString("file", place.File);
        writer.WriteNumber("line", place.Line);
        writer.WriteNumber("column", place.Column);
    }

    public static string NameOf(Carrier carrier) => carrier switch
    {
        Carrier.SessionName => "session-name",
        Carrier.SourceIdentity => "source-identity",
        _ => "sole-caller",
    };
}
