using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.App.Explanations;

/// <summary>A line of a policy as it is shown.</summary>
/// <param name="Number">Its number in the file, or in the layout.</param>
/// <param name="Text">Its text, without the indentation that all lines share.</param>
/// <param name="FirstColumn">The column that the text's first character has in the file, or in the layout.</param>
internal sealed record ListedLine(int Number, string Text, int FirstColumn);

/// <summary>
/// A trust policy with its lines. They are the file's own where the document stands there in the open; one that is
/// wrapped in a string, or written in one long line, is laid out anew.
/// </summary>
/// <param name="Lines">The lines in their order.</param>
/// <param name="AsInFile">Whether numbers and columns are the file's own.</param>
internal sealed record PolicyListing(ImmutableArray<ListedLine> Lines, bool AsInFile)
{
    private const int WidestLine = 160;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The listing, and the role with the places of the listing.</summary>
    public static (Role Role, PolicyListing Listing) Of(Role role)
    {
        if (role.Text is not { } text || text.Utf8.Length > PolicyParser.MaxBytes) return (role, new PolicyListing([], AsInFile: false));
        if (text.IsLiteral && LinesOf(text) is var lines && lines.All(l => l.Text.Length <= WidestLine)) return (role, new PolicyListing(lines, AsInFile: true));
        var laidOut = SourceText.OfString(Indented(text.Utf8.Span) ?? Encoding.UTF8.GetString(text.Utf8.Span), role.Place.File);
        var shown = role with { TrustPolicy = PolicyParser.Parse(laidOut, PolicyKind.Trust), Place = laidOut.PlaceOf(0) };
        return (shown, new PolicyListing(LinesOf(laidOut), AsInFile: false));
    }

    private static ImmutableArray<ListedLine> LinesOf(SourceText text)
    {
        var start = text.PlaceOf(0);
        var lines = Encoding.UTF8.GetString(text.Utf8.Span).TrimEnd().Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        // The first begins where the document does, in the middle of a line perhaps.
        var indented = lines.Skip(1).Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return [.. lines.Select((l, i) => i == 0 ? new ListedLine(start.Line, l, start.Column) : new ListedLine(start.Line + i, l[Math.Min(indented, l.Length)..], indented + 1))];
    }

    /// <summary>The JSON laid out, whatever it holds; null where it is none.</summary>
    private static string? Indented(ReadOnlySpan<byte> json)
    {
        using var stream = new MemoryStream();
        try
        {
            using var writer = new Utf8JsonWriter(stream, Layout);
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonTree.MaxDepth });
            while (reader.Read()) Copy(ref reader, writer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: writer.WritePropertyName(reader.GetString()!); break;
            case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
            default: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
        }
    }
}
