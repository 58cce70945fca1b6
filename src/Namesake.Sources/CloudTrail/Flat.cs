using System.Text.Json;

namespace Namesake.Sources.CloudTrail;

/// <summary>A small object as paths and texts.</summary>
internal static class Flat
{
    private const int MaxDepth = 3;

    public static Func<string, string?> Read(ReadOnlySpan<byte> json)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, isFinalBlock: true, state: default);
        if (json.Length > 0 && reader.Read() && reader.TokenType == JsonTokenType.StartObject) Collect(ref reader, "", fields, depth: 0);
        return path => fields.GetValueOrDefault(path) is { Length: > 0 } text ? text : null;
    }

    private static void Collect(ref Utf8JsonReader reader, string prefix, Dictionary<string, string?> fields, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = prefix + JsonTokens.Name(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && depth < MaxDepth) Collect(ref reader, name + "/", fields, depth + 1);
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            else fields[name] = JsonTokens.Text(ref reader);
        }
    }
}
