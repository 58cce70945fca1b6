using Namesake.App.Reports;

namespace Namesake.App.Tests;

/// <summary>Tables in a pipe, and JSON that goes to it piece by piece.</summary>
public sealed class PipeTableTests
{
    [Fact]
    public void A_row_is_a_line_and_columns_are_aligned()
    {
        using var output = new StringWriter { NewLine = "\n" };
        PipeTable.Write(output, ["Role", "Why"], [["a-long-name", "x"], ["b", "because"]]);
        Assert.Equal("Role        Why    \na-long-name x      \nb           because\n", output.ToString());
    }

    [Fact]
    public void Text_comes_whole_however_its_bytes_are_cut()
    {
        const string Text = "naïve 名前 🙂 end";
        var bytes = System.Text.Encoding.UTF8.GetBytes(Text);
        using var output = new StringWriter();
        using (var sink = new Utf8Sink(output))
            foreach (var part in bytes.Chunk(3)) sink.Write(part);
        Assert.Equal(Text, output.ToString());
    }
}
