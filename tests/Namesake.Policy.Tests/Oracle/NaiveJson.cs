using System.Text.Json;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>The single-or-list habit of the policy language.</summary>
internal static class NaiveJson
{
    public static List<JsonElement> Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    public static List<string> Texts(JsonElement value) => Items(value).ConvertAll(Text);

    /// <summary>Bare numbers and booleans stand for their own text.</summary>
    public static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    public static string? OptionalText(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? Text(value) : null;
}
