using Namesake.App.Declared;

namespace Namesake.App.Tests.Declared;

public sealed class ExemptionFileTests
{
    private const string Good = "- pattern: Legacy*\n  reason: being moved\n  owner: platform team\n  expires: 2027-01-31\n";

    [Theory]
    [InlineData(Good)]
    [InlineData("""[{"pattern": "Legacy*", "reason": "being moved", "owner": "platform team", "expires": "2027-01-31"}]""")]
    public void Yaml_and_json_are_read(string text)
    {
        var read = ExemptionFile.Parse("e.yaml", text);
        Assert.Empty(read.Diagnostics);
        var exemption = Assert.Single(read.Exemptions!.Value);
        Assert.Equal(("Legacy*", "being moved", "platform team", new DateOnly(2027, 1, 31)), (exemption.Pattern, exemption.Reason, exemption.Owner, exemption.Expires));
        Assert.Equal(1, exemption.Place.Line);
    }

    [Theory]
    [InlineData("pattern: Legacy", 1, "one list of exemptions")]
    [InlineData("- Legacy", 1, "an exemption:")]
    [InlineData("- reason: r\n  owner: o\n  expires: 2027-01-31", 1, "no \"pattern\"")]
    [InlineData("- pattern: p\n  owner: o\n  expires: 2027-01-31", 1, "no \"reason\": say why")]
    [InlineData("- pattern: p\n  reason: r\n  expires: 2027-01-31", 1, "no \"owner\"")]
    [InlineData("- pattern: p\n  reason: r\n  owner: o", 1, "no \"expires\"")]
    [InlineData("- pattern: p\n  reason: r\n  owner: o\n  expires: soon", 4, "\"soon\" is no date")]
    [InlineData("- pattern: p\n  reason: r\n  owner: o\n  expires: 2027-02-30", 4, "is no date")]
    [InlineData("- pattern: p\n  reason: r\n  owner: o\n  expires: 31.01.2027", 4, "is no date")]
    [InlineData("- pattern: [p]\n  reason: r\n  owner: o\n  expires: 2027-01-31", 1, "must be a text")]
    [InlineData("- pattern: ''\n  reason: r\n  owner: o\n  expires: 2027-01-31", 1, "must be a text")]
    [InlineData("- pattern: p\n  reason: r\n  owner: o\n  expires: 2027-01-31\n  until: x", 5, "\"until\" is not known")]
    [InlineData(Good + "- pattern: legacy*\n  reason: r\n  owner: o\n  expires: 2027-01-31", 5, "exempt already")]
    [InlineData("- pattern: {", 2, "neither YAML nor JSON")]
    public void What_is_wrong_is_said_with_its_line(string text, int line, string words)
    {
        var read = ExemptionFile.Parse("e.yaml", text);
        Assert.Null(read.Exemptions);
        var first = read.Diagnostics[0];
        Assert.Equal(("bad-exemptions", "e.yaml", line), (first.Code, first.Place!.File, first.Place.Line));
        Assert.Contains(words, first.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said() => Assert.Contains("cannot be read", Assert.Single(ExemptionFile.Read("no-such-file.yaml").Diagnostics).Message, StringComparison.Ordinal);
}
