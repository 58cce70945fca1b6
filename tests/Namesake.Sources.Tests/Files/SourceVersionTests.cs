using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.Files;

/// <summary>How it is known that a file was read before.</summary>
public sealed class SourceVersionTests
{
    [Fact]
    public void A_file_that_stays_keeps_its_version()
    {
        using var folder = new Folder();
        var path = folder.Write("a", "1");
        Assert.Equal(new DiskFile(path, Named: true).Version, new DiskFile(path, Named: false).Version);
        Assert.Equal(Path.GetFullPath(path), new DiskFile(path, Named: true).Version!.Location);
    }

    [Fact]
    public void A_file_written_again_has_another()
    {
        using var folder = new Folder();
        var path = folder.Write("a", "1");
        var first = new DiskFile(path, Named: true).Version;
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(20_000));
        var touched = new DiskFile(path, Named: true).Version;
        File.WriteAllText(path, "12");
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(20_000));
        var longer = new DiskFile(path, Named: true).Version;
        Assert.Equal(3, new[] { first, touched, longer }.Distinct().Count());
    }

    [Fact]
    public void A_link_has_the_version_of_what_it_leads_to()
    {
        using var folder = new Folder();
        var path = folder.Write("a", "123");
        File.CreateSymbolicLink(folder.At("link"), path);
        var version = new DiskFile(folder.At("link"), Named: false).Version!;
        Assert.Equal(3, version.Size);
        Assert.Equal(new DiskFile(path, Named: false).Version!.Stamp, version.Stamp);
        Assert.EndsWith("link", version.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_told_has_none()
    {
        using var folder = new Folder();
        File.CreateSymbolicLink(folder.At("nowhere"), "missing");
        Assert.Null(new StandardInput().Version);
        Assert.Null(new DiskFile(folder.At("gone"), Named: true).Version);
        Assert.Null(new DiskFile(folder.At("nowhere"), Named: true).Version);
        Assert.Null(new DiskFile(folder.Write("empty", ""), Named: true).Version);
    }
}
