using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Namesake.Policy.Parsing;

namespace Namesake.App.Reports;

/// <summary>A line of a diff.</summary>
/// <param name="Sign"><c>+</c> comes, <c>-</c> goes, a blank stays, <c>~</c> says something of the diff itself.</param>
/// <param name="Text">The line.</param>
internal sealed record DiffLine(char Sign, string Text);

/// <summary>The difference between two documents, line by line, with a few lines around each change.</summary>
internal static class FixDiff
{
    private const int Around = 3;
    private const int WidestLine = 160;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<DiffLine> Of(string before, string after)
    {
        // A document in one long line differs in that line: laid out, both show where.
        var isLong = before.Split('\n').Any(l => l.Length > WidestLine);
        var (old, @new) = isLong ? (LaidOut(before), LaidOut(after)) : (before, after);
        var lines = InlineDiffBuilder.Diff(old, @new, ignoreWhiteSpace: false).Lines;
        if (isLong) yield return new DiffLine('~', "laid out to be read; the document itself keeps its own lines");
        var shown = lines.Select((_, i) => lines.Skip(i - Around).Take(Around + 1 + Math.Min(i, Around)).Any(l => l.Type != ChangeType.Unchanged)).ToList();
        for (var i = 0; i < lines.Count; i++)
            if (shown[i]) yield return new DiffLine(SignOf(lines[i].Type), lines[i].Text.Replace("\t", "  ", StringComparison.Ordinal));
            else if (i > 0 && shown[i - 1]) yield return new DiffLine('~', "…");
    }

    private static char SignOf(ChangeType type) => type switch
    {
        ChangeType.Inserted => '+',
        ChangeType.Deleted => '-',
        _ => ' ',
    };

    private static string LaidOut(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonTree.MaxDepth });
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Layout)) document.RootElement.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
