using System.Text;
using System.Text.Json;

namespace Namesake.Sources.CloudTrail;

/// <summary>Texts at known paths of a small object, such as <c>credentials/accessKeyId</c>; what is not asked for, secrets above all, is never copied.</summary>
internal static class Flat
{
    private const int MaxDepth = 4;

    /// <param name="json">One JSON value, or nothing.</param>
    /// <param name="paths">What is asked for.</param>
    /// <returns>The text at each path; null where there is none, or an empty one.</returns>
    public static string?[] Read(ReadOnlySpan<byte> json, params string[] paths)
    {
        var found = new string?[paths.Length];
        if (json.Length == 0) return found;
        var reader = new Utf8JsonReader(json, RecordParser.Options);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) Collect(ref reader, "", paths, found, depth: 0);
        return found;
    }

    private static void Collect(ref Utf8JsonReader reader, string prefix, string[] paths, string?[] found, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (at, inside) = Find(ref reader, prefix, paths);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && inside is not null && depth < MaxDepth) Collect(ref reader, inside, paths, found, depth + 1);
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            else if (at >= 0 && JsonTokens.Text(ref reader) is { Length: > 0 } text) found[at] = text;
        }
    }

    /// <summary>The path that this property is, or the beginning of paths that lead into it.</summary>
    private static (int At, string? Inside) Find(ref Utf8JsonReader reader, string prefix, string[] paths)
    {
        var name = JsonTokens.NameBytes(ref reader);
        string? inside = null;
        // A slash in a name must not read as a path.
        if (name.Contains((byte)'/')) return (-1, null);
        for (var i = 0; i < paths.Length; i++)
        {
            var path = paths[i];
            if (!path.StartsWith(prefix, StringComparison.Ordinal) || path.Length < prefix.Length + name.Length) continue;
            if (!Ascii.Equals(name, path.AsSpan(prefix.Length, name.Length))) continue;
            if (path.Length == prefix.Length + name.Length) return (i, null);
            if (path[prefix.Length + name.Length] == '/') inside = path[..(prefix.Length + name.Length + 1)];
        }
        return (-1, inside);
    }
}
