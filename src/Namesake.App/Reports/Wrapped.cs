namespace Namesake.App.Reports;

/// <summary>A sentence in lines of a width, broken between words; a word that is too long stays whole.</summary>
internal static class Wrapped
{
    public static IEnumerable<string> Of(string text, int width)
    {
        var indent = text.Length - text.TrimStart().Length;
        while (text.Length > width && text.LastIndexOf(' ', width) is var space)
        {
            if (space <= indent) space = text.IndexOf(' ', indent);
            if (space < 0) break;
            yield return text[..space];
            text = new string(' ', indent) + text[(space + 1)..];
        }
        yield return text;
    }
}
