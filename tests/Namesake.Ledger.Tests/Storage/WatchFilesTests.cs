using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Tests.Storage;

public sealed class WatchFilesTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("namesake-watch-").FullName;

    private LedgerFolder Folder => new(_path);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void One_process_watches_a_ledger_and_the_next_when_it_has_ended()
    {
        using (WatchFiles.TryOpen(Folder)) Assert.Null(WatchFiles.TryOpen(Folder));
        using var next = WatchFiles.TryOpen(Folder);
        Assert.NotNull(next);
    }

    [Fact]
    public void What_was_written_last_is_read_and_journals_of_before_are_gone()
    {
        using var files = WatchFiles.TryOpen(Folder)!;
        Assert.Null(files.Read());
        files.Replace(1, "one"u8);
        files.Append(1, "a");
        files.Append(1, "b");
        Assert.Equal(["a", "b"], files.Journal(1));
        files.Replace(2, "two"u8);
        Assert.Equal("two"u8, files.Read()!);
        Assert.Empty(files.Journal(1));
        Assert.Empty(files.Journal(2));
        Assert.Empty(Directory.GetFiles(_path, "*.journal"));
    }

    [Fact]
    public void A_line_that_was_torn_is_none_and_a_content_that_was_not_renamed_is_none()
    {
        using var files = WatchFiles.TryOpen(Folder)!;
        files.Replace(1, "one"u8);
        File.WriteAllText(Path.Combine(_path, "watch.json.new"), "half of t");
        File.WriteAllText(Path.Combine(_path, "watch-1.journal"), "1 a\n2 a\n3");
        Assert.Equal("one"u8, files.Read()!);
        Assert.Equal(["1 a", "2 a"], files.Journal(1));
    }

    [Fact]
    public void A_ledger_of_nothing_but_a_watch_is_none_and_an_import_does_not_mind_it()
    {
        using var ledger = new TestLedger();
        using (var files = WatchFiles.TryOpen(ledger.Folder)!) files.Replace(1, "one"u8);
        Assert.False(ledger.Folder.Exists);
        using (var files = WatchFiles.TryOpen(ledger.Folder)!) using (LedgerImport.TryBegin(ledger.Folder)) Assert.Equal("one"u8, files.Read()!);
    }
}
