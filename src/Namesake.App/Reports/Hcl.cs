using System.Text;
using System.Text.Json;

namespace Namesake.App.Reports;

/// <summary>JSON as an expression of Terraform's language.</summary>
/// <remarks>https://developer.hashicorp.com/terraform/language/expressions/strings: <c>$${</c> and <c>%%{</c> are the letters themselves</remarks>
internal static class Hcl
{
    public static string Of(JsonElement value, string indent) => value.ValueKind switch
    {
        JsonValueKind.Object => Lines(value.EnumerateObject().Select(m => $"{Quoted(m.Name)} = {Of(m.Value, indent + "  ")}"), '{', '}', "", indent),
        JsonValueKind.Array => Lines(value.EnumerateArray().Select(i => Of(i, indent + "  ")), '[', ']', ",", indent),
        JsonValueKind.String => Quoted(value.GetString()!),
        _ => value.GetRawText(),
    };

    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                >= ' ' and <= '~' => $"{(char)rune.Value}",
                <= 0xFFFF => $"\\u{rune.Value:x4}",
                _ => $"\\U{rune.Value:x8}",
            });
        return quoted.Append('"').Replace("${", "$${").Replace("%{", "%%{").ToString();
    }

    private static string Lines(IEnumerable<string> items, char open, char close, string separator, string indent)
    {
        var lines = items.Select(i => $"\n{indent}  {i}{separator}").ToList();
        return lines.Count == 0 ? $"{open}{close}" : $"{open}{string.Concat(lines)}\n{indent}{close}";
    }
}
