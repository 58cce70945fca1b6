using System.Text;
using System.Text.Json;
using Namesake.App.Reports.Sheets;

namespace Namesake.App.Tests;

/// <summary>Names that attackers chose come out of every format as data.</summary>
public sealed class SheetTests
{
    public static TheoryData<string, string> Hostile { get; } = new()
    {
        { "plain", "plain" }, { "a,b", "\"a,b\"" }, { "say \"hi\"", "\"say \"\"hi\"\"\"" }, { "=1+1", "'=1+1" }, { "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" }, { "+cmd", "'+cmd" }, { "-1", "'-1" }, { "@SUM(A1)", "'@SUM(A1)" },
        { "\t=1", "'\uFFFD=1" }, { "two\nlines", "two\uFFFDlines" }, { "two\r\nlines", "two\uFFFD\uFFFDlines" }, { "\u001b[31mred", "\uFFFD[31mred" }, { "\u202egnp", "\uFFFDgnp" }, { " padded ", "\" padded \"" }, { "", "" }, { "ä=ö", "ä=ö" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Csv_quotes_and_disarms_texts(string text, string expected) => Assert.Equal($"name\r\n{expected}\r\n", Csv(text));

    [Fact]
    public void Csv_leaves_numbers_and_truths_alone() => Assert.Equal("name\r\n-5\r\nfalse\r\n\r\n", Csv(-5L, false, null));

    [Fact]
    public void A_list_is_disarmed_as_a_whole() => Assert.Equal("name\r\n'=a b\r\n", Csv((object)(string[])["=a", "b"]));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Json_gives_texts_back_as_they_were(string text, string csv)
    {
        Assert.NotNull(csv);
        using var stream = new MemoryStream();
        SheetJson.Write(stream, Of(text, (string[])[text], -5L, true, null));
        var written = Encoding.UTF8.GetString(stream.ToArray());
        Assert.DoesNotContain('\u001b', written);
        var json = JsonDocument.Parse(written).RootElement;
        Assert.Equal(1, json.GetProperty("schema").GetInt32());
        var rows = json.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("name")).ToList();
        Assert.Equal((text, text, -5, true, JsonValueKind.Null), (rows[0].GetString(), rows[1][0].GetString(), rows[2].GetInt32(), rows[3].GetBoolean(), rows[4].ValueKind));
    }

    private static string Csv(params object?[] cells)
    {
        using var stream = new MemoryStream();
        SheetCsv.Write(stream, Of(cells));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Sheet Of(params object?[] cells) => new("rows", [("name", "Name")], cells.Select(c => (object?[])[c]));
}
