using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Policy.Parsing;

/// <summary>Turns the JSON of one document into the model.</summary>
internal sealed class DocumentParser(SourceText source, PolicyKind kind)
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public ParsedPolicy Parse(JsonTree root)
    {
        if (root is not JsonObjectTree document)
        {
            Error(root.Offset, "not-a-policy", "a policy document is a JSON object with Version and Statement");
            return new ParsedPolicy(null, _diagnostics.ToImmutable());
        }
        ReportDuplicates(document);
        ReportUnknown(document, ["Version", "Id", "Statement"], "policy");
        var (version, versionText) = ParseVersion(document);
        var parsed = new PolicyDocument(
            kind, version, versionText, TextOf(document.Find("Id")?.Value), ParseStatements(document, version), PlaceOf(document.Offset));
        return new ParsedPolicy(parsed, _diagnostics.ToImmutable());
    }

    public SourcePlace PlaceOf(int offset) => source.PlaceOf(offset);

    public void Error(int offset, string code, string message) => Report(Severity.Error, offset, code, message);

    public void Warn(int offset, string code, string message) => Report(Severity.Warning, offset, code, message);

    public void ReportDuplicates(JsonObjectTree tree)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in tree.Members)
            if (!seen.Add(member.Name))
                Error(member.Offset, "duplicate-key", $"\"{member.Name}\" stands twice in one object: remove one of them");
    }

    public void ReportUnknown(JsonObjectTree tree, string[] known, string where)
    {
        foreach (var member in tree.Members)
        {
            if (known.Contains(member.Name, StringComparer.Ordinal)) continue;
            var near = known.FirstOrDefault(k => k.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
            if (IsTemplateKey(member.Name)) TemplateExpression(member.Offset, member.Name);
            else Error(member.Offset, "unknown-element", near is null
                ? $"a {where} has no element \"{member.Name}\""
                : $"a {where} has no element \"{member.Name}\": write \"{near}\"");
        }
    }

    /// <summary>The text or texts of a value; anything else is reported.</summary>
    public ImmutableArray<PolicyText> TextsOf(JsonTree value, string what)
    {
        var texts = ImmutableArray.CreateBuilder<PolicyText>();
        foreach (var item in value is JsonArrayTree array ? array.Items : [value])
        {
            if (item is JsonTextTree { IsNull: false } text) texts.Add(new PolicyText(text.Text, PlaceOf(text.Offset)));
            else if (item is JsonObjectTree { Members: [var only, ..] } && IsTemplateKey(only.Name)) TemplateExpression(item.Offset, only.Name);
            else Error(item.Offset, "not-a-text", $"{what} takes a text or a list of texts");
        }
        return texts.ToImmutable();
    }

    private (LanguageVersion Version, string? Text) ParseVersion(JsonObjectTree document)
    {
        if (document.Find("Version") is not { } member) return (LanguageVersion.V2008, null);
        var text = TextOf(member.Value);
        if (text == "2012-10-17") return (LanguageVersion.V2012, text);
        if (text != "2008-10-17") Error(member.Value.Offset, "unknown-version", "Version must be \"2012-10-17\" (or the old \"2008-10-17\")");
        return (LanguageVersion.V2008, text);
    }

    private ImmutableArray<Statement> ParseStatements(JsonObjectTree document, LanguageVersion version)
    {
        if (document.Find("Statement") is not { } member)
        {
            Error(document.Offset, "no-statement", "the document has no Statement");
            return [];
        }
        var items = member.Value is JsonArrayTree array ? array.Items : [member.Value];
        if (items.Length > PolicyParser.MaxStatements)
        {
            Error(member.Offset, "too-many-statements", $"the document has {items.Length} statements, more than the {PolicyParser.MaxStatements} that are read");
            return [];
        }
        var parser = new StatementParser(this, kind, version);
        return [.. items.Select(parser.Parse).OfType<Statement>()];
    }

    private static string? TextOf(JsonTree? value) => value is JsonTextTree { IsNull: false } text ? text.Text : null;

    private void TemplateExpression(int offset, string key) =>
        Error(offset, "template-expression", $"\"{key}\" is an expression of a template: its value is known only when the template is deployed");

    private static bool IsTemplateKey(string name) => name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal);

    private void Report(Severity severity, int offset, string code, string message) =>
        _diagnostics.Add(new Diagnostic(severity, code, message, PlaceOf(offset)));
}
