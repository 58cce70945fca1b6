using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Files;

/// <summary>Which files an input names.</summary>
public sealed class InputFilesTests
{
    private static async Task<(List<string> Names, List<Diagnostic> Said)> Find(params string[] inputs)
    {
        var (names, said) = (new List<string>(), new List<Diagnostic>());
        await foreach (var file in InputFiles.Find(inputs, said.Add, TestContext.Current.CancellationToken)) names.Add(file.Name);
        return (names, said);
    }

    [Fact]
    public async Task A_folder_names_all_below_it_in_ordinal_order()
    {
        using var folder = new Folder();
        foreach (var name in (string[])["b/1", "B", "a", ".hidden/x", "b/c/d/e"]) folder.Write(name, "x");
        var (names, said) = await Find(folder.Path);
        Assert.Equal([folder.At(".hidden/x"), folder.At("B"), folder.At("a"), folder.At("b/1"), folder.At("b/c/d/e")], names);
        Assert.Empty(said);
    }

    [Fact]
    public async Task Links_are_followed_to_files_inside_and_never_out()
    {
        using var outside = new Folder();
        using var folder = new Folder();
        var secret = outside.Write("secret", "x");
        folder.Write("in/real", "x");
        File.CreateSymbolicLink(folder.At("to-file"), "in/real");
        File.CreateSymbolicLink(folder.At("out"), secret);
        Directory.CreateSymbolicLink(folder.At("out-folder"), outside.Path);
        File.CreateSymbolicLink(folder.At("through"), "out-folder/secret");
        File.CreateSymbolicLink(folder.At("up"), $"../{Path.GetFileName(outside.Path)}/secret");
        File.CreateSymbolicLink(folder.At("nowhere"), "missing");
        Directory.CreateSymbolicLink(folder.At("in/self"), "..");
        File.CreateSymbolicLink(folder.At("circle"), "circle2");
        File.CreateSymbolicLink(folder.At("circle2"), "circle");
        var (names, said) = await Find(folder.Path);
        Assert.Equal([folder.At("in/real"), folder.At("to-file")], names);
        Assert.Equal(
            [
                $"{folder.At("circle")} broken-link", $"{folder.At("circle2")} broken-link", $"{folder.At("in/self")} link-to-folder", $"{folder.At("nowhere")} broken-link",
                $"{folder.At("out")} link-out-of-folder", $"{folder.At("out-folder")} link-out-of-folder", $"{folder.At("through")} link-out-of-folder", $"{folder.At("up")} link-out-of-folder",
            ],
            (string[])[.. said.Select(d => $"{d.Place!.File} {d.Code}").Order(StringComparer.Ordinal)]);
        Assert.All(said, d => Assert.Equal(Severity.Warning, d.Severity));
    }

    [Fact]
    public async Task A_folder_that_is_itself_a_link_is_read()
    {
        using var folder = new Folder();
        using var other = new Folder();
        folder.Write("x", "1");
        File.CreateSymbolicLink(folder.At("y"), "x");
        Directory.CreateSymbolicLink(other.At("link"), folder.Path);
        var (names, said) = await Find(other.At("link"));
        Assert.Equal(2, names.Count);
        Assert.Empty(said);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_told()
    {
        Assert.SkipWhen(Environment.UserName == "root", "permissions do not bind this user");
        if (OperatingSystem.IsWindows()) return;
        using var folder = new Folder();
        File.SetUnixFileMode(folder.Write("closed", "{}"), UnixFileMode.None);
        var read = await Namesake.Sources.CloudTrail.TrailReader.Read([folder.Path], (in _) => true, null, TestContext.Current.CancellationToken);
        Assert.Equal("unreadable-file", Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public async Task A_file_that_is_gone_when_its_turn_comes_is_told()
    {
        using var folder = new Folder();
        var part = new Namesake.Sessions.Lineage.TrailPart((in _) => true);
        var said = new List<Diagnostic>();
        var file = new DiskFile(folder.At("gone"), Named: false);
        new Namesake.Sources.CloudTrail.LogFile(new Namesake.Sources.CloudTrail.RecordParser(part), new Namesake.Sources.CloudTrail.FileReport(file, said.Add), ReadingLimits.Normal).Read();
        Assert.Equal("unreadable-file", Assert.Single(said).Code);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_pipe_in_a_folder_is_not_waited_for()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "this system has no named pipes");
        using var folder = new Folder();
        using (var made = System.Diagnostics.Process.Start("/usr/bin/mkfifo", [folder.At("pipe")])) await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        var read = await Namesake.Sources.CloudTrail.TrailReader.Read([folder.Path], (in _) => true, null, TestContext.Current.CancellationToken);
        Assert.Equal("empty-file", Assert.Single(read.Diagnostics).Code);
    }
}
