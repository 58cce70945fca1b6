using System.Text.Json;
using Namesake.Policy.Parsing;

namespace Namesake.Sources.Organizations;

/// <summary>
/// Finds an organization's policy in a JSON text by looking: an object with statements is the document, an object with
/// Content an answer of <c>aws organizations describe-policy</c>, which has the document as a string.
/// </summary>
internal sealed class ControlPolicyScan(SourceText source)
{
    private const int MaxDepth = 96;

    /// <summary>The policy document, where there is one.</summary>
    public SourceText? Document { get; private set; }

    /// <summary>What the answer says that the policy is, such as <c>SERVICE_CONTROL_POLICY</c>.</summary>
    public string? Type { get; private set; }

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public void Run()
    {
        var reader = new Utf8JsonReader(source.Utf8.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) Visit(ref reader);
        else reader.Skip();
        reader.Read();
    }

    private void Visit(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        var hasStatement = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = reader.ValueTextEquals("Content"u8);
            var isType = reader.ValueTextEquals("Type"u8);
            var isEnvelope = reader.ValueTextEquals("Policy"u8) || reader.ValueTextEquals("PolicySummary"u8);
            hasStatement |= reader.ValueTextEquals("Statement"u8);
            reader.Read();
            if (isContent) Document = Content(ref reader);
            else if (isType && reader.TokenType == JsonTokenType.String) Type = Text(ref reader);
            else if (isEnvelope && reader.TokenType == JsonTokenType.StartObject) Visit(ref reader);
            else reader.Skip();
        }
        if (hasStatement) Document ??= source.Slice(start, (int)reader.BytesConsumed - start);
    }

    private SourceText Content(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.String) return source.Unescape(start + 1, reader.ValueSpan.Length);
        reader.Skip();
        return source.Slice(start, (int)reader.BytesConsumed - start);
    }

    private string Text(ref Utf8JsonReader reader) =>
        System.Text.Encoding.UTF8.GetString(source.Unescape((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length).Utf8.Span);
}
