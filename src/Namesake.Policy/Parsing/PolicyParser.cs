using System.Collections.Immutable;
using System.Text.Json;
using Namesake.Policy.Model;

namespace Namesake.Policy.Parsing;

/// <summary>
/// Reads a policy document. It takes whatever it is given: every fault becomes a diagnostic with its place, and a fault
/// that changes what the policy means is an error, after which nothing may be concluded from the document.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</remarks>
public static class PolicyParser
{
    /// <summary>The largest document that is read, in bytes. IAM's own quotas are far below.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The most statements that a document may have.</summary>
    public const int MaxStatements = 2_000;

    public static ParsedPolicy Parse(string json, PolicyKind kind = PolicyKind.Trust) => Parse(SourceText.OfString(json), kind);

    public static ParsedPolicy Parse(SourceText source, PolicyKind kind)
    {
        if (source.Utf8.Length > MaxBytes)
            return Refused(source, 0, "policy-too-large", $"the document has {source.Utf8.Length} bytes, more than the {MaxBytes} that are read");
        try
        {
            return new DocumentParser(source, kind).Parse(JsonTree.Parse(source.Utf8.Span));
        }
        catch (JsonException e)
        {
            return Refused(source, OffsetOf(e, source), "not-json", $"the document is not JSON: {FirstSentence(e.Message)}");
        }
    }

    /// <summary>Reads a document that is already a tree of the source, as in a listing that was read as one.</summary>
    public static ParsedPolicy Parse(SourceText source, JsonTree document, PolicyKind kind) => new DocumentParser(source, kind).Parse(document);

    private static ParsedPolicy Refused(SourceText source, int offset, string code, string message) =>
        new(null, [new Diagnostic(Severity.Error, code, message, source.PlaceOf(offset))]);

    private static int OffsetOf(JsonException e, SourceText source)
    {
        if (e.LineNumber is not { } line) return (int)(e.BytePositionInLine ?? 0);
        var text = source.Utf8.Span;
        var start = 0;
        for (; line > 0; line--)
        {
            var next = text[start..].IndexOf((byte)'\n');
            if (next < 0) break;
            start += next + 1;
        }
        return start + (int)(e.BytePositionInLine ?? 0);
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
