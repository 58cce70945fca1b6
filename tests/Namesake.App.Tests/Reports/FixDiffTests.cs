using Namesake.App.Reports;

namespace Namesake.App.Tests.Reports;

/// <summary>The diff of a proposal.</summary>
public sealed class FixDiffTests
{
    [Fact]
    public void A_change_is_shown_with_three_lines_around_it()
    {
        var before = string.Join('\n', Enumerable.Range(1, 12));
        var lines = FixDiff.Of(before, before.Replace("\n6\n", "\nsix\n", StringComparison.Ordinal)).Select(l => $"{l.Sign}{l.Text}");
        Assert.Equal([" 3", " 4", " 5", "-6", "+six", " 7", " 8", " 9", "~…"], lines);
    }

    [Fact]
    public void A_document_in_one_long_line_is_laid_out()
    {
        var before = $$"""{"a":"{{new string('x', 200)}}","b":1}""";
        var lines = FixDiff.Of(before, before.Replace("\"b\":1", "\"b\":2", StringComparison.Ordinal)).ToList();
        Assert.Equal('~', lines[0].Sign);
        Assert.Contains(new DiffLine('-', "  \"b\": 1"), lines);
        Assert.Contains(new DiffLine('+', "  \"b\": 2"), lines);
    }

    [Fact]
    public void Like_documents_have_no_diff() => Assert.Empty(FixDiff.Of("a\nb", "a\nb"));

    [Fact]
    public void Line_endings_are_no_change_of_their_own() =>
        Assert.Equal([" a", "-b", "+c"], FixDiff.Of("a\r\nb", "a\r\nc").Select(l => $"{l.Sign}{l.Text}"));
}
