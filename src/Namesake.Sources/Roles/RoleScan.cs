using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Sources.Roles;

/// <summary>
/// Finds roles and trust policies in a JSON text by looking: any object with an AssumeRolePolicyDocument is a role
/// (authorization details, list-roles, get-role, templates), any object with statements of a trust policy is one.
/// </summary>
internal sealed class RoleScan(SourceText source, bool keepTexts = false)
{
    private const int MaxDepth = 96;

    private readonly ImmutableArray<Role>.Builder _roles = ImmutableArray.CreateBuilder<Role>();

    private readonly ImmutableArray<ListingPage>.Builder _pages = ImmutableArray.CreateBuilder<ListingPage>();

    private readonly ImmutableArray<Person>.Builder _people = ImmutableArray.CreateBuilder<Person>();

    private AccountId? _account;

    /// <summary>The pages of listings that the text holds.</summary>
    public ImmutableArray<ListingPage> Pages => _pages.ToImmutable();

    /// <summary>The IAM users of the text, in its order.</summary>
    public ImmutableArray<Person> People => _people.ToImmutable();

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
            // Documents in a list stand as alone as one in a file of its own.
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                Visit(ref reader, name, isRoot);
        else if (reader.TokenType == JsonTokenType.StartObject) VisitObject(ref reader, name, isRoot);
        else if (isRoot && reader.TokenType == JsonTokenType.String) VisitText(ref reader);
    }

    private void VisitObject(ref Utf8JsonReader reader, string? name, bool isRoot)
    {
        var start = (int)reader.TokenStartIndex;
        var before = _roles.Count;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        SourceText? document = null;
        var (hasStatement, isPage, goesOn) = (false, false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = TextOf(ref reader);
            reader.Read();
            hasStatement |= property == "Statement";
            isPage |= property is "IsTruncated" || property is "Roles" or "RoleDetailList" && reader.TokenType == JsonTokenType.StartArray;
            // The command line's own paging (--max-items) says NextToken, IAM's says IsTruncated.
            goesOn |= property == "IsTruncated" && reader.TokenType == JsonTokenType.True || property == "NextToken" && reader.TokenType == JsonTokenType.String;
            if (property == "AssumeRolePolicyDocument") document = Document(ref reader);
            else if (reader.TokenType == JsonTokenType.String && property is "RoleName" or "UserName" or "Arn" or "Path") Keep(property, TextOf(ref reader));
            // CloudFormation puts a resource's properties one level below its logical id.
            else Visit(ref reader, property == "Properties" ? name : property, isRoot: false);
        }
        if (isPage) EndPage(goesOn);
        if (Person.Of(texts.GetValueOrDefault("UserName"), texts.GetValueOrDefault("Arn")) is { } person) _people.Add(person);
        if (document is not null) Add(texts, name, document);
        // An object around a found role is its envelope, and identity policies have statements but no principals.
        else if (hasStatement && _roles.Count == before) AddBare(source.Slice(start, (int)reader.BytesConsumed - start), isRoot);

        void Keep(string property, string text)
        {
            texts[property] = text;
            if (property == "Arn" && Arn.TryParse(text, out var arn) && AccountId.TryParse(arn.Account, out var account)) _account ??= account;
        }
    }

    private void EndPage(bool goesOn)
    {
        _pages.Add(new ListingPage(_account, goesOn));
        _account = null;
    }

    // Escapes of lone surrogates are legal JSON but no text: one odd string must not lose a file.
    private string TextOf(ref Utf8JsonReader reader) =>
        Encoding.UTF8.GetString(source.Unescape((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length).Utf8.Span);

    private void Add(Dictionary<string, string> texts, string? name, SourceText document)
    {
        var parsed = PolicyParser.Parse(document, PolicyKind.Trust);
        var path = texts.GetValueOrDefault("Path") ?? PathOf(texts.GetValueOrDefault("Arn"));
        _roles.Add(new Role(texts.GetValueOrDefault("Arn"), texts.GetValueOrDefault("RoleName") ?? name, path, parsed, document.PlaceOf(0)) { Text = keepTexts ? document : null });
    }

    private void AddBare(SourceText document, bool isRoot)
    {
        var parsed = PolicyParser.Parse(document, PolicyKind.Trust);
        var trusts = parsed.Document?.Statements.Any(s => s.Principal is not null && s.Action is { } action && action.Patterns.Any(IsSts)) == true;
        if (isRoot || trusts) _roles.Add(new Role(null, null, null, parsed, document.PlaceOf(0)) { Text = keepTexts ? document : null });
    }

    private static bool IsSts(PolicyText action) => action.Text.StartsWith("sts:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A trust policy as an object, as JSON in a string, or URL-encoded in one, as IAM's own answers have it.</summary>
    private SourceText Document(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.String) return WrappedDocument.Open(source, start + 1, reader.ValueSpan.Length);
        reader.Skip();
        return source.Slice(start, (int)reader.BytesConsumed - start);
    }

    // A whole document given as one JSON string.
    private void VisitText(ref Utf8JsonReader reader)
    {
        var inner = WrappedDocument.Open(source, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (inner.Utf8.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..]) AddBare(inner, isRoot: true);
    }

    private static string? PathOf(string? arn)
    {
        if (!Arn.TryParse(arn, out var parsed)) return null;
        var id = parsed.ResourceId;
        return $"/{id[..(id.LastIndexOf('/') + 1)]}";
    }
}
