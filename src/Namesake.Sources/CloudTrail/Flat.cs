using System.Text;
using System.Text.Json;

namespace Namesake.Sources.CloudTrail;

/// <summary>Texts at known paths of a small object, such as <c>credentials/accessKeyId</c>; what is not asked for, secrets above all, is never copied.</summary>
internal sealed class Flat
{
    /// <summary>IAM takes policies of 131,072 characters as a parameter, though it keeps none so long.</summary>
    private const int LongestDocument = 256 << 10;

    private readonly Member _root = new("");
    private readonly int _count;

    /// <param name="paths">What is asked for; none of them the beginning of another.</param>
    public Flat(params string[] paths)
    {
        _count = paths.Length;
        for (var i = 0; i < paths.Length; i++) _root.Add(paths[i].Split('/'), i);
    }

    /// <param name="json">One JSON value, or nothing.</param>
    /// <param name="texts">For texts that come again.</param>
    /// <returns>The text at each path; null where there is none, or an empty one.</returns>
    public string?[] Read(ReadOnlySpan<byte> json, TextPool? texts = null)
    {
        var found = new string?[_count];
        if (json.Length == 0) return found;
        var reader = new Utf8JsonReader(json, RecordParser.Options);
        if (reader.Read() && reader.TokenType == JsonTokenType.StartObject) Collect(ref reader, _root, found, texts);
        return found;
    }

    // As deep as the paths, whatever the JSON.
    private static void Collect(ref Utf8JsonReader reader, Member around, string?[] found, TextPool? texts)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = around.Find(JsonTokens.NameBytes(ref reader));
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && member is { At: < 0 }) Collect(ref reader, member, found, texts);
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
            else if (member is { At: >= 0 and var at } && JsonTokens.Text(ref reader, texts, member.Longest) is { Length: > 0 } text) found[at] = text;
        }
    }

    /// <summary>A name on the way of a path.</summary>
    private sealed class Member(string name)
    {
        private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
        private readonly List<Member> _members = [];

        /// <summary>The number of the path that ends here, or -1.</summary>
        public int At { get; private set; } = -1;

        /// <summary>The most bytes that its text may have.</summary>
        public int Longest { get; } = name.EndsWith("olicyDocument", StringComparison.Ordinal) ? LongestDocument : JsonTokens.LongestText;

        public Member? Find(ReadOnlySpan<byte> name)
        {
            foreach (var member in _members)
                if (name.SequenceEqual(member._name))
                    return member;
            return null;
        }

        public void Add(ReadOnlySpan<string> path, int at)
        {
            if (path.IsEmpty)
            {
                At = at;
                return;
            }
            if (Find(Encoding.UTF8.GetBytes(path[0])) is not { } member) _members.Add(member = new Member(path[0]));
            member.Add(path[1..], at);
        }
    }
}
