using System.Text.Json;

namespace Namesake.App.Demo;

/// <summary>One event of a trail. Members that are empty or null are left out, or null where CloudTrail writes null.</summary>
internal sealed record TrailRecord
{
    public required string EventId { get; init; }

    public required string RequestId { get; init; }

    public required int Second { get; init; }

    /// <summary>The host of the service, such as s3.amazonaws.com.</summary>
    public required string Source { get; init; }

    public required string Name { get; init; }

    public required string Region { get; init; }

    /// <summary>The account in whose trail the event is.</summary>
    public required string Account { get; init; }

    /// <summary>The element userIdentity as JSON.</summary>
    public required ReadOnlyMemory<byte> Identity { get; init; }

    public required string Address { get; init; }

    public required string UserAgent { get; init; }

    public bool ReadOnly { get; init; }

    public bool IsData { get; init; }

    public string EventType { get; init; } = "AwsApiCall";

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public ReadOnlyMemory<byte> Request { get; init; }

    public ReadOnlyMemory<byte> Response { get; init; }

    public ReadOnlyMemory<byte> Additional { get; init; }

    public ReadOnlyMemory<byte> Resources { get; init; }

    public string? SharedEventId { get; init; }

    /// <summary>The host that the client named in TLS; null for calls that a service makes inside AWS.</summary>
    public string? Host { get; init; }

    public bool FromConsole { get; init; }

    /// <summary>Writes the event as CloudTrail does.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("eventVersion", "1.11");
        writer.WritePropertyName("userIdentity");
        writer.WriteRawValue(Identity.Span, skipInputValidation: true);
        writer.WriteString("eventTime", Day.Stamp(Second));
        writer.WriteString("eventSource", Source);
        writer.WriteString("eventName", Name);
        writer.WriteString("awsRegion", Region);
        writer.WriteString("sourceIPAddress", Address);
        writer.WriteString("userAgent", UserAgent);
        writer.WriteOptional("errorCode", ErrorCode);
        writer.WriteOptional("errorMessage", ErrorMessage);
        WriteRaw(writer, "requestParameters", Request, orNull: true);
        WriteRaw(writer, "responseElements", Response, orNull: true);
        WriteRaw(writer, "additionalEventData", Additional, orNull: false);
        writer.WriteString("requestID", RequestId);
        writer.WriteString("eventID", EventId);
        writer.WriteBoolean("readOnly", ReadOnly);
        WriteRaw(writer, "resources", Resources, orNull: false);
        writer.WriteString("eventType", EventType);
        writer.WriteBoolean("managementEvent", !IsData);
        writer.WriteString("recipientAccountId", Account);
        writer.WriteOptional("sharedEventID", SharedEventId);
        writer.WriteString("eventCategory", IsData ? "Data" : "Management");
        WriteTls(writer);
        if (FromConsole)
            writer.WriteString("sessionCredentialFromConsole", "true");
        writer.WriteEndObject();
    }

    private void WriteTls(Utf8JsonWriter writer)
    {
        if (Host is null)
            return;
        writer.WriteStartObject("tlsDetails");
        writer.WriteString("tlsVersion", "TLSv1.3");
        writer.WriteString("cipherSuite", "TLS_AES_128_GCM_SHA256");
        writer.WriteString("clientProvidedHostHeader", Host);
        writer.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json, bool orNull)
    {
        if (json.IsEmpty && !orNull)
            return;
        writer.WritePropertyName(name);
        if (json.IsEmpty)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(json.Span, skipInputValidation: true);
    }
}
