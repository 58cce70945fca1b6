using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;

namespace Namesake.App.Watching.Channels;

/// <summary>An alert as a CloudEvent 1.0 in its structured JSON form.</summary>
/// <remarks>https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md</remarks>
internal static class AlertEvent
{
    public const string MediaType = "application/cloudevents+json";

    private static readonly Uri Source = new("urn:namesake:watch");

    private static readonly JsonEventFormatter Formatter = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }, default);

    /// <returns>One line of JSON in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Encode(FindingChange change) => Formatter.EncodeStructuredModeMessage(Of(change), out _);

    /// <summary>The same as a text.</summary>
    public static string Text(FindingChange change) => Encoding.UTF8.GetString(Encode(change).Span);

    private static CloudEvent Of(FindingChange change) => new(CloudEventsSpecVersion.V1_0)
    {
        Id = change.Id,
        Source = Source,
        Type = change.Kind == ChangeKind.New ? "namesake.finding.new" : "namesake.finding.resolved",
        Time = DateTimeOffset.FromUnixTimeMilliseconds(change.Time),
        Subject = change.Finding.Subject.Id.Length > 0 ? change.Finding.Subject.Id : null,
        DataContentType = MediaTypeNames.Application.Json,
        Data = DataOf(change),
    };

    private static JsonElement DataOf(FindingChange change)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) Write(json, change);
        using var document = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter json, FindingChange change)
    {
        var finding = change.Finding;
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString("status", change.Kind == ChangeKind.New ? "new" : "resolved");
        json.WriteString("since", DateTimeOffset.FromUnixTimeMilliseconds(change.Since).UtcDateTime);
        json.WriteString("findingId", finding.Id);
        json.WriteString("code", finding.Code);
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteString("message", finding.Message);
        json.WriteString("remedy", finding.Remedy);
        Write(json, finding.Subject);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FindingSubject subject)
    {
        json.WriteStartObject("subject");
        json.WriteString("kind", subject.Kind.ToString().ToLowerInvariant());
        json.WriteString("id", subject.Id);
        json.WriteString("account", subject.Account);
        json.WriteString("region", subject.Region);
        json.WriteEndObject();
    }
}
