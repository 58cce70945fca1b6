using System.Text.Json;
using Namesake.Policy.Model;

namespace Namesake.App.Reports;

/// <summary>Diagnostics as a JSON property.</summary>
internal static class DiagnosticJson
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<Diagnostic> diagnostics, string property = "diagnostics")
    {
        writer.WriteStartArray(property);
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteStartObject();
            writer.WriteString("file", diagnostic.Place?.File);
            if (diagnostic.Place is { } place)
            {
                writer.WriteNumber("line", place.Line);
                writer.WriteNumber("column", place.Column);
            }
            else writer.WriteNull("line");
            writer.WriteString("severity", diagnostic.Severity.ToString().ToLowerInvariant());
            writer.WriteString("code", diagnostic.Code);
            writer.WriteString("message", diagnostic.Message);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
