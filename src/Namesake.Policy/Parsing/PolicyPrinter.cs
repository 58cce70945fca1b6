using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Namesake.Policy.Model;

namespace Namesake.Policy.Parsing;

/// <summary>Writes a document as JSON that reads back to the same document.</summary>
public static class PolicyPrinter
{
    // Ampersands and the like are common in session names; the output is a file, not a page.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Print(PolicyDocument policy)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) Write(writer, policy);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, PolicyDocument policy)
    {
        writer.WriteStartObject();
        if (policy.VersionText is not null) writer.WriteString("Version", policy.VersionText);
        if (policy.Id is not null) writer.WriteString("Id", policy.Id);
        writer.WriteStartArray("Statement");
        foreach (var statement in policy.Statements) Write(writer, statement);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Statement statement)
    {
        writer.WriteStartObject();
        if (statement.Sid is not null) writer.WriteString("Sid", statement.Sid);
        writer.WriteString("Effect", statement.Effect.ToString());
        if (statement.Principal is { } principal) Write(writer, principal);
        Write(writer, "Action", statement.Action);
        Write(writer, "Resource", statement.Resource);
        if (statement.Conditions.Length > 0)
        {
            writer.WriteStartObject("Condition");
            foreach (var byOperator in statement.Conditions.GroupBy(c => c.Operator.Name, StringComparer.Ordinal))
            {
                writer.WriteStartObject(byOperator.Key);
                foreach (var test in byOperator) WriteTexts(writer, test.Key.Text, test.Values.Select(v => v.Text));
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PrincipalElement element)
    {
        var name = element.Negated ? "NotPrincipal" : "Principal";
        if (element.Principals is [Everyone { OfType: null }])
        {
            writer.WriteString(name, "*");
            return;
        }
        writer.WriteStartObject(name);
        foreach (var byType in element.Principals.GroupBy(p => p.Type ?? "AWS", StringComparer.Ordinal))
            WriteTexts(writer, byType.Key, byType.Select(p => p.Text));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, PatternElement? element)
    {
        if (element is not null) WriteTexts(writer, element.Negated ? $"Not{name}" : name, element.Patterns.Select(p => p.Text));
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        if (all is [var only])
        {
            writer.WriteString(name, only);
            return;
        }
        writer.WriteStartArray(name);
        foreach (var text in all) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
