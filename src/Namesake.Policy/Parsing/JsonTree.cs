using System.Collections.Immutable;
using System.Text.Json;

namespace Namesake.Policy.Parsing;

/// <summary>A JSON value with the byte offset at which it begins: what a policy is read from.</summary>
public abstract record JsonTree(int Offset)
{
    /// <summary>The deepest nesting that a policy may have.</summary>
    public const int MaxDepth = 32;

    /// <exception cref="JsonException">The text is not one JSON value, or nests too deep.</exception>
    public static JsonTree Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read()) throw new JsonException("the text is empty");
        var value = Read(ref reader);
        while (reader.Read()) { }
        return value;
    }

    private static JsonTree Read(ref Utf8JsonReader reader)
    {
        var offset = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = ImmutableArray.CreateBuilder<JsonMember>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var nameOffset = (int)reader.TokenStartIndex;
                    var name = TextOf(ref reader);
                    reader.Read();
                    members.Add(new JsonMember(name, nameOffset, Read(ref reader)));
                }
                return new JsonObjectTree(offset, members.ToImmutable());
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<JsonTree>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
                return new JsonArrayTree(offset, items.ToImmutable());
            case JsonTokenType.String:
                return new JsonTextTree(offset, TextOf(ref reader), IsString: true);
            default:
                return new JsonTextTree(offset, System.Text.Encoding.UTF8.GetString(reader.ValueSpan), IsString: false);
        }
    }

    // A lone surrogate escape is legal JSON but no text.
    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("a string holds bytes or escapes that are no text", null, null, reader.TokenStartIndex, e);
        }
    }
}

public sealed record JsonMember(string Name, int Offset, JsonTree Value);

public sealed record JsonObjectTree(int Offset, ImmutableArray<JsonMember> Members) : JsonTree(Offset)
{
    public JsonMember? Find(string name) => Members.FirstOrDefault(m => m.Name == name);
}

public sealed record JsonArrayTree(int Offset, ImmutableArray<JsonTree> Items) : JsonTree(Offset);

/// <summary>A string, a number, true, false or null.</summary>
public sealed record JsonTextTree(int Offset, string Text, bool IsString) : JsonTree(Offset)
{
    public bool IsNull => !IsString && Text == "null";
}
