using System.Text;
using System.Text.Json;

namespace Namesake.Sources.CloudTrail;

/// <summary>Texts of the objects of a list at a known path of a small object, such as the ids in <c>instancesSet/items</c>.</summary>
/// <param name="path">Where the list is.</param>
/// <param name="item">What is asked of each of its objects.</param>
internal sealed class Listed(string path, Flat item)
{
    /// <summary>As many as one call of AWS makes.</summary>
    private const int Most = 1_000;

    private readonly byte[][] _path = [.. path.Split('/').Select(Encoding.UTF8.GetBytes)];

    /// <param name="json">One JSON value, or nothing.</param>
    public List<string?[]> Read(ReadOnlySpan<byte> json)
    {
        var found = new List<string?[]>();
        if (json.Length == 0) return found;
        var reader = new Utf8JsonReader(json, RecordParser.Options);
        if (!reader.Read() || !Reach(ref reader)) return found;
        while (found.Count < Most && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            found.Add(item.Read(json[start..(int)reader.BytesConsumed]));
        }
        return found;
    }

    private bool Reach(ref Utf8JsonReader reader)
    {
        foreach (var name in _path)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return false;
            while (true)
            {
                if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName) return false;
                var isIt = JsonTokens.NameBytes(ref reader).SequenceEqual(name);
                reader.Read();
                if (isIt) break;
                reader.Skip();
            }
        }
        return reader.TokenType == JsonTokenType.StartArray;
    }
}
