using System.Text.Json;
using Namesake.Policy.Model;

namespace Namesake.App.Reports;

/// <summary>A request in the form of the contract, which <c>simulate --request</c> reads back.</summary>
internal static class RequestJson
{
    public static void Write(Utf8JsonWriter writer, Request request)
    {
        writer.WriteStartObject();
        writer.WriteString("action", request.Action);
        writer.WriteStartObject("caller");
        writer.WriteString("kind", request.Caller.KindName);
        writer.WriteString("arn", request.Caller.Arn);
        writer.WriteString("account", request.Caller.Account?.Digits);
        writer.WriteString("userName", request.Caller.UserName);
        writer.WriteEndObject();
        writer.WriteString("sessionName", request.SessionName);
        writer.WriteString("sourceIdentity", request.SourceIdentity);
        writer.WriteStartObject("context");
        foreach (var (key, value) in request.Context)
        {
            writer.WritePropertyName(key);
            if (value.IsList)
            {
                writer.WriteStartArray();
                foreach (var text in value.Values) writer.WriteStringValue(text);
                writer.WriteEndArray();
            }
            else writer.WriteStringValue(value.Values[0]);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
