using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Sources.Roles;

/// <summary>
/// Finds roles and trust policies in a JSON text by looking: any object with an AssumeRolePolicyDocument is a role
/// (authorization details, list-roles, get-role, templates), any object with statements of a trust policy is one.
/// </summary>
internal sealed class RoleScan(SourceText source)
{
    private const int MaxDepth = 96;

    private readonly ImmutableArray<Role>.Builder _roles = ImmutableArray.CreateBuilder<Role>();

    /// <summary>How many pages of a listing the text holds, and how many of them say that another follows.</summary>
    public (int Pages, int Truncated) Pages { get; private set; }

    /// <summary>The roles of the text, in its order. The text may hold several JSON values, as pages put together do.</summary>
    /// <exception cref="JsonException">The text is not JSON from some point on; <see cref="Found"/> has what came before.</exception>
    public void Run()
    {
        var reader = new Utf8JsonReader(source.Utf8.Span, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
        while (reader.Read()) Visit(ref reader, name: null, isRoot: true);
    }

    public ImmutableArray<Role> Found => _roles.ToImmutable();

    private void Visit(ref Utf8JsonReader reader, string? name, bool isRoot)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                Visit(ref reader, name, isRoot: false);
        else if (reader.TokenType == JsonTokenType.StartObject) VisitObject(ref reader, name, isRoot);
        else if (isRoot && reader.TokenType == JsonTokenType.String) VisitText(ref reader);
    }

    private void VisitObject(ref Utf8JsonReader reader, string? name, bool isRoot)
    {
        var start = (int)reader.TokenStartIndex;
        var before = _roles.Count;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        SourceText? document = null;
        var hasStatement = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString()!;
            reader.Read();
            hasStatement |= property == "Statement";
            if (property == "AssumeRolePolicyDocument") document = Document(ref reader);
            else if (reader.TokenType == JsonTokenType.String && property is "RoleName" or "Arn" or "Path") texts[property] = reader.GetString() ?? "";
            else if (property == "IsTruncated") CountPage(reader.TokenType == JsonTokenType.True);
            // CloudFormation puts a resource's properties one level below its logical id.
            else Visit(ref reader, property == "Properties" ? name : property, isRoot: false);
        }
        if (document is not null) Add(texts, name, document);
        // An object around a found role is its envelope, and identity policies have statements but no principals.
        else if (hasStatement && _roles.Count == before) AddBare(source.Slice(start, (int)reader.BytesConsumed - start), isRoot);
    }

    private void Add(Dictionary<string, string> texts, string? name, SourceText document)
    {
        var parsed = PolicyParser.Parse(document, PolicyKind.Trust);
        var path = texts.GetValueOrDefault("Path") ?? PathOf(texts.GetValueOrDefault("Arn"));
        _roles.Add(new Role(texts.GetValueOrDefault("Arn"), texts.GetValueOrDefault("RoleName") ?? name, path, parsed, document.PlaceOf(0)));
    }

    private void AddBare(SourceText document, bool isRoot)
    {
        var parsed = PolicyParser.Parse(document, PolicyKind.Trust);
        var trusts = parsed.Document?.Statements.Any(s => s.Principal is not null && s.Action is { } action && action.Patterns.Any(IsSts)) == true;
        if (isRoot || trusts) _roles.Add(new Role(null, null, null, parsed, document.PlaceOf(0)));
    }

    private static bool IsSts(PolicyText action) => action.Text.StartsWith("sts:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A trust policy as an object, as JSON in a string, or URL-encoded in one, as IAM's own answers have it.</summary>
    private SourceText Document(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.String) return Decoded(source.Unescape(start + 1, reader.ValueSpan.Length));
        reader.Skip();
        return source.Slice(start, (int)reader.BytesConsumed - start);
    }

    private static SourceText Decoded(SourceText text) =>
        text.Utf8.Span.TrimStart(" \t\r\n"u8) is [(byte)'%', ..] ? text.UrlDecode() : text;

    // A whole document given as one JSON string.
    private void VisitText(ref Utf8JsonReader reader)
    {
        var inner = Decoded(source.Unescape((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
        if (inner.Utf8.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]) AddBare(inner, isRoot: true);
    }

    private void CountPage(bool truncated) => Pages = (Pages.Pages + 1, Pages.Truncated + (truncated ? 1 : 0));

    private static string? PathOf(string? arn)
    {
        if (!Arn.TryParse(arn, out var parsed)) return null;
        var id = parsed.ResourceId;
        return $"/{id[..(id.LastIndexOf('/') + 1)]}";
    }
}
