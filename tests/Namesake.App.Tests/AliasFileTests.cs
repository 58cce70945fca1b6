using Namesake.App.Declared;

namespace Namesake.App.Tests;

public sealed class AliasFileTests
{
    [Theory]
    [InlineData("- person: Alice\n  identities:\n    - arn:aws:iam::111122223333:user/alice\n    - alice@444455556666\n")]
    [InlineData("""[{"person": "Alice", "identities": ["arn:aws:iam::111122223333:user/alice", "alice@444455556666"]}]""")]
    public void Yaml_and_json_are_read(string text)
    {
        var read = AliasFile.Parse("people.yaml", text);
        Assert.Empty(read.Diagnostics);
        Assert.Contains("alice@444455556666", read.Aliases!.FormsOf("alice")!.Exact);
        Assert.Null(read.Aliases.FormsOf("bob"));
    }

    [Theory]
    [InlineData("person: Alice", 1, "one list")]
    [InlineData("", 1, "one list")]
    [InlineData("- just a text", 1, "an entry must be")]
    [InlineData("- person: Alice", 1, "identities")]
    [InlineData("- identities: [a@1]", 1, "person")]
    [InlineData("- person: Alice\n  identities: [a@1]\n  nickname: al", 3, "nickname")]
    [InlineData("- person: Alice\n  identities:\n    - [a]", 3, "must be a text")]
    [InlineData("- person: Alice\n  identities: [a@1]\n- person: Bob\n  identities: [A@1]", 4, "Alice's already")]
    [InlineData("- person: [\n", 2, "neither YAML nor JSON")]
    public void What_is_wrong_is_said_with_its_line(string text, int line, string words)
    {
        var read = AliasFile.Parse("people.yaml", text);
        Assert.Null(read.Aliases);
        Assert.Equal(("people.yaml", line), (read.Diagnostics[0].Place!.File, read.Diagnostics[0].Place!.Line));
        Assert.Contains(words, read.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    /// <summary>The library reads nodes by calling itself: a stack that is full ends the program.</summary>
    [Fact]
    public void Depth_without_end_is_said_too() => Assert.Contains("nested", Assert.Single(AliasFile.Parse("people.yaml", new string('[', 200_000)).Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_said() => Assert.Null(AliasFile.Read("no-such-file.yaml").Aliases);
}
