using System.Text;
using System.Text.Json;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Fixes;

/// <summary>How a JSON text is laid out, and fragments written in its own manner.</summary>
internal sealed class JsonLayout
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly string _newLine;
    private readonly string _colon;
    private readonly string _padding;
    private readonly string _unit;
    private readonly bool _leavesInline;

    public JsonLayout(ReadOnlyMemory<byte> utf8, JsonObjectTree root)
    {
        _utf8 = utf8;
        _newLine = utf8.Span.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        _colon = ColonOf(root) ?? ": ";
        _padding = utf8.Span.IndexOf("{ \""u8) >= 0 ? " " : "";
        _unit = Objects(root).Select(UnitOf).FirstOrDefault(u => u is not null) ?? "  ";
        _leavesInline = Objects(root).Any(o => IsLeaf(o) && IndentOf(o.Members[0].Offset) is null);
    }

    private string Gap => _colon.EndsWith(' ') ? " " : "";

    /// <summary>Where the value that begins there ends.</summary>
    public int EndOf(int offset)
    {
        var reader = new Utf8JsonReader(_utf8.Span[offset..], new JsonReaderOptions { MaxDepth = JsonTree.MaxDepth });
        reader.Read();
        reader.Skip();
        return offset + (int)reader.BytesConsumed;
    }

    public string Text(int start, int end) => Encoding.UTF8.GetString(_utf8.Span[start..end]);

    /// <summary>The edit that adds a member at the end of an object, in the manner of its last.</summary>
    public TextEdit AddMember(JsonObjectTree to, string name, Fragment value)
    {
        if (to.Members is not [.., var last]) return new TextEdit(to.Offset + 1, "", $"{Fragment.Quoted(name)}{_colon}{Inline(value)}");
        var (separator, indent) = Separator(last.Offset);
        return new TextEdit(EndOf(last.Value.Offset), "", $",{separator}{Member(name, value, indent)}");
    }

    /// <summary>The edit that puts a member before all others of an object.</summary>
    public TextEdit AddFirst(JsonObjectTree to, string name, Fragment value)
    {
        var (separator, indent) = Separator(to.Members[0].Offset);
        return new TextEdit(to.Members[0].Offset, "", $"{Member(name, value, indent)},{separator}");
    }

    /// <summary>The edits that add an item to a list, or make a list of what was one value.</summary>
    public IEnumerable<TextEdit> AddItem(JsonTree to, Fragment item)
    {
        var last = to is JsonArrayTree { Items: [.., var end] } ? end : to;
        var (separator, indent) = Separator(last.Offset);
        // A statement that begins in the middle of a line ends at its own indentation.
        if (indent is null && last is JsonObjectTree) indent = IndentOf(EndOf(last.Offset) - 1);
        var written = indent is not null && last is JsonObjectTree { Members: [var first, ..] } && IndentOf(first.Offset) is null ? Inline(item) : Written(item, indent);
        if (to is not JsonArrayTree) yield return new TextEdit(to.Offset, "", "[");
        yield return new TextEdit(EndOf(last.Offset), "", $",{(to is JsonArrayTree ? separator : Gap)}{written}{(to is JsonArrayTree ? "" : "]")}");
    }

    /// <summary>The edit that puts another value in the place of one.</summary>
    public TextEdit Replace(JsonTree value, Fragment by) => new(value.Offset, Text(value.Offset, EndOf(value.Offset)), Inline(by));

    /// <summary>What stands before the next member or item: a line break and the indentation of its sibling, or a gap.</summary>
    private (string Separator, string? Indent) Separator(int sibling) =>
        IndentOf(sibling) is { } indent ? (_newLine + indent, indent) : (Gap, null);

    private string Member(string name, Fragment value, string? indent) => $"{Fragment.Quoted(name)}{_colon}{Written(value, indent)}";

    private string Written(Fragment value, string? indent)
    {
        if (indent is null || value is not FragmentObject { Members: var members }) return Inline(value);
        if (_leavesInline && members.All(m => m.Value is not FragmentObject)) return Inline(value);
        var inner = indent + _unit;
        var lines = members.Select(m => $"{_newLine}{inner}{Member(m.Name, m.Value, inner)}");
        return $"{{{string.Join(',', lines)}{_newLine}{indent}}}";
    }

    private string Inline(Fragment value) => value switch
    {
        FragmentText { Text: var text } => Fragment.Quoted(text),
        FragmentList { Texts: var texts } => $"[{string.Join($",{Gap}", texts.Select(Fragment.Quoted))}]",
        FragmentObject { Members: var members } => $"{{{_padding}{string.Join($",{Gap}", members.Select(m => Member(m.Name, m.Value, null)))}{_padding}}}",
        _ => throw new InvalidOperationException("there is no other fragment"),
    };

    /// <summary>The white space before a place, where the place is the first of its line; else null.</summary>
    private string? IndentOf(int offset)
    {
        var before = _utf8.Span[..offset];
        var start = before.LastIndexOf((byte)'\n') + 1;
        return start > 0 && before[start..].IndexOfAnyExcept(" \t"u8) < 0 ? Text(start, offset) : null;
    }

    // How much deeper the members of an object stand than its closing brace.
    private string? UnitOf(JsonObjectTree tree) =>
        tree.Members is [var first, ..] && IndentOf(first.Offset) is { } inner && IndentOf(EndOf(tree.Offset) - 1) is { } outer
        && inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner[outer.Length..] : null;

    private string? ColonOf(JsonObjectTree root) =>
        root.Members is [var first, ..] ? Text(EndOf(first.Offset), first.Value.Offset) is var colon && colon.Contains('\n', StringComparison.Ordinal) ? null : colon : null;

    private static bool IsLeaf(JsonObjectTree tree) => tree.Members is [_, ..] && tree.Members.All(m => m.Value is JsonTextTree);

    private static IEnumerable<JsonObjectTree> Objects(JsonTree tree) => tree switch
    {
        JsonObjectTree o => o.Members.SelectMany(m => Objects(m.Value)).Prepend(o),
        JsonArrayTree a => a.Items.SelectMany(Objects),
        _ => [],
    };
}
