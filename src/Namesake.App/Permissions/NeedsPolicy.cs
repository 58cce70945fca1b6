using System.Text.Json;

namespace Namesake.App.Permissions;

/// <summary>The least policy that a verb can do with, as a document.</summary>
internal static class NeedsPolicy
{
    public static string Of(VerbNeeds verb)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", "2012-10-17");
            writer.WriteStartArray("Statement");
            foreach (var group in verb.Needs.GroupBy(n => n.Resource, StringComparer.Ordinal))
            {
                writer.WriteStartObject();
                writer.WriteString("Effect", "Allow");
                writer.WriteStartArray("Action");
                foreach (var need in group) writer.WriteStringValue(need.Action);
                writer.WriteEndArray();
                writer.WriteString("Resource", group.Key);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
