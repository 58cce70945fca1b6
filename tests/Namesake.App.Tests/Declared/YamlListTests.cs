using Namesake.App.Declared;

namespace Namesake.App.Tests.Declared;

/// <summary>Files that somebody made to hurt.</summary>
public sealed class YamlListTests
{
    private static ReadYaml Parse(string text) => YamlList.Parse("x.yaml", text, "bad", "one list");

    [Fact]
    public void Aliases_that_stand_for_a_text_without_end_are_refused()
    {
        var read = Parse("- &a [x, x]\n- &b [*a, *a]\n- [*b, *b]\n");
        Assert.Null(read.Entries);
        Assert.Equal(2, Assert.Single(read.Diagnostics).Place!.Line);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Depth_without_end_is_refused_and_does_not_end_the_program(char open)
    {
        var read = Parse(new string(open, 200_000));
        Assert.Null(read.Entries);
        Assert.Contains("nested", Assert.Single(read.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string(' ', (4 << 20) + 1));
            Assert.Contains("more than", Assert.Single(YamlList.Read(path, "bad", "one list").Diagnostics).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("{a: 1, b: '1', c: true, d: \"true\", e: null, f: ~, g: , h: 0123, i: -1.5, j: [x], k: 1e3}", """{"a":1,"b":"1","c":true,"d":"true","e":null,"f":null,"g":null,"h":"0123","i":-1.5,"j":["x"],"k":1e3}""")]
    [InlineData("{a: 111122223333, b: 2025-03-03, c: 1., d: .5, e: -x, f: 99999999999999999999}", """{"a":111122223333,"b":"2025-03-03","c":"1.","d":".5","e":"-x","f":"99999999999999999999"}""")]
    public void Values_become_json_by_the_core_schema(string yaml, string json) => Assert.Equal(json, YamlJson.Of(Assert.Single(Parse($"- {yaml}").Entries!.Value)));
}
