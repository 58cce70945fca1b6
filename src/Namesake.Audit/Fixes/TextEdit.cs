using System.Collections.Immutable;
using System.Text;

namespace Namesake.Audit.Fixes;

/// <summary>One place where a text is changed.</summary>
/// <param name="Offset">Where, in bytes of the old text's UTF-8.</param>
/// <param name="Removed">What stands there and goes; empty for an insertion.</param>
/// <param name="Inserted">What comes in its place.</param>
public sealed record TextEdit(int Offset, string Removed, string Inserted)
{
    /// <summary>The text with the edits made.</summary>
    /// <param name="utf8">The old text.</param>
    /// <param name="edits">In any order, apart from each other; those of one place in the order in which they are to stand.</param>
    public static string Apply(ReadOnlySpan<byte> utf8, ImmutableArray<TextEdit> edits)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var edit in Ordered(edits))
        {
            text.Append(Encoding.UTF8.GetString(utf8[at..edit.Offset])).Append(edit.Inserted);
            at = edit.Offset + Encoding.UTF8.GetByteCount(edit.Removed);
        }
        return text.Append(Encoding.UTF8.GetString(utf8[at..])).ToString();
    }

    /// <summary>The edits that lead back: applied to the new text they make the old one.</summary>
    public static ImmutableArray<TextEdit> Undoing(ImmutableArray<TextEdit> edits)
    {
        var undoing = ImmutableArray.CreateBuilder<TextEdit>(edits.Length);
        var grown = 0;
        foreach (var edit in Ordered(edits))
        {
            undoing.Add(new TextEdit(edit.Offset + grown, edit.Inserted, edit.Removed));
            grown += Encoding.UTF8.GetByteCount(edit.Inserted) - Encoding.UTF8.GetByteCount(edit.Removed);
        }
        return undoing.ToImmutable();
    }

    // A stable sort: what is inserted at one place keeps its order.
    public static ImmutableArray<TextEdit> Ordered(ImmutableArray<TextEdit> edits) => [.. edits.OrderBy(e => e.Offset)];
}
