using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Sources.Roles;

/// <summary>A detail as JSON has it.</summary>
internal sealed record Detail(SourceText Source, JsonObjectTree Tree) : IDetail
{
    public SourcePlace Place => Source.PlaceOf(Tree.Offset);

    public string? Text(string name) => Tree.Find(name)?.Value is JsonTextTree { IsString: true } text ? text.Text : null;

    public bool IsTrue(string name) => Tree.Find(name)?.Value is JsonTextTree { IsString: false, Text: "true" };

    public IDetail? Part(string name) => Tree.Find(name)?.Value is JsonObjectTree part ? this with { Tree = part } : null;

    public IEnumerable<IDetail> Parts(string name) =>
        Items(name).OfType<JsonObjectTree>().Select(t => this with { Tree = t });

    public IEnumerable<string> Texts(string name) => Items(name).OfType<JsonTextTree>().Where(t => t.IsString).Select(t => t.Text);

    public bool Has(string name) => Tree.Find(name) is not null;

    /// <summary>The policy as an object, as JSON in a string, or URL-encoded in one.</summary>
    public ParsedPolicy Policy(string name) => Tree.Find(name)?.Value switch
    {
        null => Missing("no-document", "the policy has no document", Place),
        JsonTextTree { IsString: true, Offset: var quote } => PolicyParser.Parse(WrappedDocument.Open(Source, quote + 1, LengthOfText(quote + 1)), PolicyKind.Identity),
        var tree => PolicyParser.Parse(Source, tree, PolicyKind.Identity),
    };

    /// <summary>A policy that is known to be, but not what it says.</summary>
    public static ParsedPolicy Missing(string code, string message, SourcePlace place) =>
        new(null, [new Diagnostic(Severity.Error, code, message, place)]);

    private ImmutableArray<JsonTree> Items(string name) => Tree.Find(name)?.Value is JsonArrayTree array ? array.Items : [];

    private int LengthOfText(int start)
    {
        var rest = Source.Utf8.Span[start..];
        var length = 0;
        while (rest[length] != '"') length += rest[length] == '\\' ? 2 : 1;
        return length;
    }
}
