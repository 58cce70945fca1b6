using System.Globalization;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>Every command that the README shows is run, in a folder that has what a clone has.</summary>
public sealed class ReadmeTests
{
    public static TheoryData<string> Blocks { get; } = [.. ShellBlocks()];

    [Fact]
    public void The_README_shows_commands() => Assert.True(ShellBlocks().Sum(b => b.Split('\n').Length) >= 8);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_of_commands_does_what_it_says(string block)
    {
        using var folder = new ScratchFolder();
        foreach (var name in (string[])["namesake", "samples"]) File.CreateSymbolicLink(Path.Combine(folder.Path, name), Path.Combine(Repository.Root, name));
        foreach (var line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // ./test would run itself; CI runs it anyway.
            if (line.StartsWith("./test", StringComparison.Ordinal) || line.StartsWith("git ", StringComparison.Ordinal) || line.StartsWith("cd ", StringComparison.Ordinal)) continue;
            var result = Cli.Bash(line, folder.Path);
            Assert.True(Expected(line) == result.ExitCode, $"{line}\nexit code {result.ExitCode}\n{result.Error}");
            Assert.NotEqual("", result.Out + result.Error);
        }
    }

    /// <summary>A comment such as "# exits with 1: …" says which code is right; without one it is 0.</summary>
    private static int Expected(string line)
    {
        const string mark = "# exits with ";
        var at = line.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(line.AsSpan(at + mark.Length, 1), CultureInfo.InvariantCulture);
    }

    private static List<string> ShellBlocks()
    {
        var blocks = new List<string>();
        List<string>? block = null;
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "README.md")))
        {
            if (line == "```sh") block = [];
            else if (line == "```" && block is not null)
            {
                blocks.Add(string.Join('\n', block));
                block = null;
            }
            else block?.Add(line);
        }
        return blocks;
    }
}
