using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Namesake.Audit.History;

/// <summary>A document without its layout: a look at a policy, and the event that wrote it, may be laid out differently.</summary>
internal static class PlainText
{
    /// <returns>The text as it is where it is no JSON.</returns>
    public static string Of(string document)
    {
        try
        {
            using var tree = JsonDocument.Parse(document);
            using var text = new MemoryStream();
            using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) tree.WriteTo(writer);
            return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return document;
        }
    }
}
