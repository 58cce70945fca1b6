using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fuzz;

/// <summary>Changes JSON as JSON: what comes out still parses, and gets deeper into what lies behind the parser.</summary>
internal sealed class JsonMutator(Random random, IReadOnlyList<string> words)
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 200 };
    private static readonly JsonSerializerOptions Writing = new() { MaxDepth = 1_000 };
    private static readonly JsonSerializerOptions Relaxed = new() { MaxDepth = 1_000, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    private static readonly string[] OddTexts =
        ["", "*", "?", "${", "${a", "${aws:username, 'x'}", "${*}", "%7B", "%", "\0", "\uFFFD", "é😀", "ſ", "İ", "1e999", "-0", "9999999999999999999999", "0x10", "::", "::/0", "10.0.0.0/33", "2025-02-30T25:61:61Z", "{", "[", "{\"", "[[[[[[[["];

    /// <returns>The input where it is no JSON.</returns>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        // Lines are changed one by one; a whole value may have lines of its own.
        if (Parse(input) is { } root) return Write(Change(root, Parse(other)));
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        var at = random.Next(lines.Length);
        if (Parse(Encoding.UTF8.GetBytes(lines[at])) is not { } line) return input;
        lines[at] = Encoding.UTF8.GetString(Write(Change(line, Parse(other)))).ReplaceLineEndings(" ");
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    private static JsonNode? Parse(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text, null, Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private byte[] Write(JsonNode node)
    {
        try
        {
            return Encoding.UTF8.GetBytes(node.ToJsonString(random.Next(4) == 0 ? Relaxed : Writing));
        }
        catch (InvalidOperationException)
        {
            return "{}"u8.ToArray();
        }
    }

    private JsonNode Change(JsonNode root, JsonNode? other)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
            try
            {
                root = ChangeOnce(root, other);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // Members that stand twice, texts that are none: such JSON is left to the bytes.
                return root;
            }
        return root;
    }

    private JsonNode ChangeOnce(JsonNode root, JsonNode? other)
    {
        var all = Below(root);
        var node = all[random.Next(all.Count)];
        var donor = other is null ? all : Below(other);
        JsonNode? made = random.Next(9) switch
        {
            0 => donor[random.Next(donor.Count)].DeepClone(),
            1 => Text(),
            2 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => (JsonNode?)node.DeepClone())]),
            3 => JsonValue.Create(node.ToJsonString(Writing)),
            4 => JsonValue.Create(Uri.EscapeDataString(node.ToJsonString(Writing))),
            5 => Number(),
            6 => new JsonObject { [Word()] = node.DeepClone() },
            7 => Deep(node),
            _ => null,
        };
        if (random.Next(3) == 0 && node is JsonObject members) return Rename(root, members);
        return Replace(root, node, made);
    }

    private JsonNode Rename(JsonNode root, JsonObject members)
    {
        if (members.Count == 0 || random.Next(2) == 0) members[Word()] = Text();
        else
        {
            var (name, value) = members.ElementAt(random.Next(members.Count));
            members.Remove(name);
            if (random.Next(2) == 0) members[Word()] = value;
        }
        return root;
    }

    private static JsonNode Replace(JsonNode root, JsonNode node, JsonNode? made)
    {
        switch (node.Parent)
        {
            case JsonObject parent:
                parent[node.GetPropertyName()] = made;
                return root;
            case JsonArray parent:
                parent[node.GetElementIndex()] = made;
                return root;
            default:
                return made ?? root;
        }
    }

    private static List<JsonNode> Below(JsonNode node)
    {
        var all = new List<JsonNode> { node };
        for (var i = 0; i < all.Count && all.Count < 5_000; i++)
            all.AddRange(all[i] switch
            {
                JsonObject members => members.Select(m => m.Value).OfType<JsonNode>(),
                JsonArray items => items.OfType<JsonNode>(),
                _ => [],
            });
        return all;
    }

    private JsonNode Deep(JsonNode node)
    {
        var deep = node.DeepClone();
        for (var depth = random.Next(60); depth > 0; depth--) deep = random.Next(2) == 0 ? new JsonArray(deep) : new JsonObject { [Word()] = deep };
        return deep;
    }

    private JsonValue Text() => JsonValue.Create(random.Next(4) switch
    {
        0 => OddTexts[random.Next(OddTexts.Length)],
        1 => Word() + OddTexts[random.Next(OddTexts.Length)] + Word(),
        2 => string.Concat(Enumerable.Repeat(OddTexts[random.Next(OddTexts.Length)], random.Next(random.Next(10) == 0 ? 20_000 : 50))),
        _ => Word(),
    });

    private JsonValue Number() => random.Next(4) switch
    {
        0 => JsonValue.Create(random.Next()),
        1 => JsonValue.Create(long.MinValue),
        2 => JsonValue.Create(random.NextDouble() * 1e300),
        _ => JsonValue.Create(random.Next(2) == 0),
    };

    private string Word() => words[random.Next(words.Count)];
}
