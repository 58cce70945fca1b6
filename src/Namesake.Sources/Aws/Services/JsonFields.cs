using System.Text.Json;

namespace Namesake.Sources.Aws.Services;

/// <summary>Members of answers in JSON, which may be missing or of another kind than they should be.</summary>
internal static class JsonFields
{
    public static string? Text(this JsonElement item, string name) => item.Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static bool? Flag(this JsonElement item, string name) => item.Find(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static IEnumerable<JsonElement> Items(this JsonElement item, string name) => item.Find(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IEnumerable<string> Texts(this JsonElement item, string name) => item.Items(name).Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!);

    private static JsonElement? Find(this JsonElement item, string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : null;
}
