using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Ledger.Asking;

namespace Namesake.App.Reports;

/// <summary>
/// Events as OCSF 1.3, class API Activity, a JSON object a line. The actor is who CloudTrail says made the call; the person
/// behind him is an enrichment.
/// </summary>
/// <remarks>https://schema.ocsf.io/1.3.0/classes/api_activity</remarks>
internal static class OcsfLines
{
    private const int FlushAt = 1 << 18;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>How many there were.</returns>
    public static long Write(string path, IEnumerable<LedgerEvent> events)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, FlushAt);
        using var json = new Utf8JsonWriter(stream, Options);
        var count = 0L;
        foreach (var e in events)
        {
            Write(json, e);
            json.Flush();
            json.Reset();
            stream.WriteByte((byte)'\n');
            count++;
        }
        return count;
    }

    private static void Write(Utf8JsonWriter json, LedgerEvent e)
    {
        var activity = OcsfWords.ActivityOf(e.Name);
        json.WriteStartObject();
        json.WriteNumber("category_uid", 6);
        json.WriteString("category_name", "Application Activity");
        json.WriteNumber("class_uid", 6003);
        json.WriteString("class_name", "API Activity");
        json.WriteNumber("activity_id", activity);
        json.WriteString("activity_name", activity == 99 ? e.Name : OcsfWords.NameOf(activity));
        json.WriteNumber("type_uid", 600_300 + activity);
        json.WriteNumber("severity_id", 1);
        json.WriteNumber("time", e.Time);
        json.WriteNumber("status_id", e.Error is null ? 1 : 2);
        json.WriteString("status", e.Error is null ? "Success" : "Failure");
        if (e.Error is not null) json.WriteString("status_code", e.Error);
        WriteMetadata(json, e);
        WriteActor(json, e);
        WriteCall(json, e);
        WritePerson(json, e);
        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, LedgerEvent e)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", "1.3.0");
        json.WriteString("uid", e.EventId);
        json.WriteStartArray("profiles");
        json.WriteStringValue("cloud");
        json.WriteEndArray();
        json.WriteStartObject("product");
        json.WriteString("name", "CloudTrail");
        json.WriteString("vendor_name", "AWS");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteActor(Utf8JsonWriter json, LedgerEvent e)
    {
        var identity = e.Identity;
        json.WriteStartObject("actor");
        json.WriteStartObject("user");
        json.WriteString("type", identity.Type ?? "Unknown");
        json.WriteNumber("type_id", OcsfWords.UserTypeOf(identity.Type));
        Given(json, "name", identity.UserName ?? identity.SessionName);
        Given(json, "uid", identity.PrincipalId);
        Given(json, "uid_alt", identity.Arn);
        Given(json, "credential_uid", identity.AccessKeyId);
        WriteObject(json, "account", "uid", identity.AccountId);
        json.WriteEndObject();
        if (identity.IsSession)
        {
            json.WriteStartObject("session");
            Given(json, "uid", identity.SessionName);
            Given(json, "issuer", identity.RoleArn ?? identity.SessionIssuerArn);
            if (identity.CreationDate is { } created) json.WriteNumber("created_time", created);
            json.WriteEndObject();
        }
        Given(json, "invoked_by", identity.InvokedBy);
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, LedgerEvent e)
    {
        json.WriteStartObject("api");
        json.WriteString("operation", e.Name ?? "");
        WriteObject(json, "service", "name", e.Source);
        WriteObject(json, "response", "error", e.Error);
        json.WriteEndObject();
        // Calls that a service makes for somebody bear its name in place of an address.
        WriteObject(json, "src_endpoint", IPAddress.TryParse(e.Address, out _) ? "ip" : "svc_name", e.Address ?? "unknown");
        json.WriteStartObject("cloud");
        json.WriteString("provider", "AWS");
        Given(json, "region", e.Region);
        WriteObject(json, "account", "uid", e.Account);
        json.WriteEndObject();
    }

    private static void WritePerson(Utf8JsonWriter json, LedgerEvent e)
    {
        json.WriteStartArray("enrichments");
        json.WriteStartObject();
        json.WriteString("name", "actor.user");
        json.WriteString("value", e.Identity.Arn ?? e.Identity.PrincipalId ?? "");
        json.WriteString("type", "attribution");
        json.WriteString("provider", "namesake");
        json.WriteStartObject("data");
        json.WriteString("person", e.Person?.Label);
        json.WriteString("person_type", e.Person?.Type);
        json.WriteString("person_arn", e.Person?.Arn);
        json.WriteString("person_account", e.Person?.Account);
        json.WriteString("person_uid", e.Person?.PrincipalId);
        json.WriteString("evidence", EvidenceWords.NameOf(e.Evidence));
        json.WriteBoolean("complete", e.Complete);
        json.WriteString("contradiction", e.Contradiction);
        json.WriteString("reason", e.Reason);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Given(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void WriteObject(Utf8JsonWriter json, string name, string property, string? value)
    {
        if (value is null) return;
        json.WriteStartObject(name);
        json.WriteString(property, value);
        json.WriteEndObject();
    }
}
