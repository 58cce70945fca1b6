using Namesake.App.Watching.State;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;
using Namesake.Ledger;

namespace Namesake.App.Tests.Watching;

public sealed class WatchStoreTests : IDisposable
{
    private readonly WatchedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string NumbersOf(WatchStore store, string channel) => string.Join(' ', store.Pending(channel, 0, 100).Select(a => a.Number));

    [Fact]
    public void An_alert_waits_for_each_channel_until_that_one_took_it_whatever_dies_in_between()
    {
        using (var store = _folder.Open("a", "b"))
        {
            store.Commit([Watched.Finding("A"), Watched.Finding("B")], FindingScope.Everything, 10);
            store.Strike("a", store.Pending("a", 0, 1));
        }
        string id;
        using (var store = _folder.Open("a", "b"))
        {
            Assert.Equal(("2", "1 2"), (NumbersOf(store, "a"), NumbersOf(store, "b")));
            Assert.Empty(store.Commit([Watched.Finding("A"), Watched.Finding("B")], FindingScope.Everything, 20));
            id = store.Pending("a", 0, 1)[0].Change.Id;
            store.Strike("b", store.Pending("b", 0, 100));
        }
        using (var store = _folder.Open("a", "b"))
        {
            Assert.Equal(("2", ""), (NumbersOf(store, "a"), NumbersOf(store, "b")));
            Assert.Equal(id, store.Pending("a", 0, 1)[0].Change.Id);
            store.Strike("a", store.Pending("a", 0, 1));
            Assert.Equal((2, 0), (store.Waiting.Open, store.Waiting.Alerts));
            store.Commit([], FindingScope.Everything, 30);
            Assert.Equal("3 4", NumbersOf(store, "a"));
        }
    }

    [Fact]
    public void Channels_get_what_is_as_severe_as_they_ask_for()
    {
        using var store = WatchStore.TryOpen(_folder.Ledger, [.. Watched.Channels("all"), .. Watched.Channels("worst").Select(c => c with { Least = FindingSeverity.High })])!;
        store.Commit([Watched.Finding("A", FindingSeverity.Medium), Watched.Finding("B")], FindingScope.Everything, 10);
        Assert.Equal(("1 2", "2"), (NumbersOf(store, "all"), NumbersOf(store, "worst")));
    }

    [Fact]
    public void What_waits_for_a_channel_that_is_no_more_waits_no_more_and_a_new_one_is_told_what_is_new()
    {
        using (var store = _folder.Open("a", "b")) store.Commit([Watched.Finding("A")], FindingScope.Everything, 10);
        using (var store = _folder.Open("b", "c")) Assert.Equal(("1", ""), (NumbersOf(store, "b"), NumbersOf(store, "c")));
        using (var store = _folder.Open("c")) Assert.Equal(0, store.Waiting.Alerts);
    }

    [Fact]
    public void What_was_taken_and_cannot_be_noted_is_not_sent_again_by_this_process()
    {
        using var store = _folder.Open("a");
        store.Commit([Watched.Finding("A"), Watched.Finding("B"), Watched.Finding("C")], FindingScope.Everything, 10);
        // In the journal's place is a folder.
        Directory.CreateDirectory(Path.Combine(_folder.Ledger.Path, "watch-2.journal"));
        Assert.Throws<UnauthorizedAccessException>(() => store.Strike("a", store.Pending("a", 0, 100)));
        Assert.Equal("", NumbersOf(store, "a"));
    }

    [Fact]
    public void Two_watches_do_not_share_a_ledger()
    {
        using var store = _folder.Open("a");
        Assert.Null(WatchStore.TryOpen(_folder.Ledger, Watched.Channels("a")));
    }

    [Theory]
    [InlineData("not json", "damaged")]
    [InlineData("{}", "version 0")]
    [InlineData("""{"schema":9,"generation":1,"next":1,"open":[],"outbox":[]}""", "version 9")]
    [InlineData("""{"schema":1,"generation":1,"next":1,"open":[{"since":1}],"outbox":[]}""", "incomplete")]
    [InlineData("""{"schema":1,"generation":1,"next":1}""", "incomplete")]
    public void A_damaged_file_is_said_to_be_and_left_alone(string content, string words)
    {
        Directory.CreateDirectory(_folder.Ledger.Path);
        var path = Path.Combine(_folder.Ledger.Path, "watch.json");
        File.WriteAllText(path, content);
        var fault = Assert.Throws<LedgerException>(() => _folder.Open("a"));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(path));
    }

    /// <summary>Killed after any number of bytes of the journal: what was struck out before stays struck out, the rest is sent again.</summary>
    [Fact]
    public void A_journal_that_ends_anywhere_loses_no_alert()
    {
        using (var store = _folder.Open("a"))
        {
            store.Commit([.. Enumerable.Range(0, 12).Select(i => Watched.Finding($"R{i}"))], FindingScope.Everything, 10);
            store.Strike("a", store.Pending("a", 0, 11));
        }
        var journal = Directory.GetFiles(_folder.Ledger.Path, "*.journal").Single();
        var (whole, state) = (File.ReadAllBytes(journal), File.ReadAllBytes(Path.Combine(_folder.Ledger.Path, "watch.json")));
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(journal, whole[..length]);
            File.WriteAllBytes(Path.Combine(_folder.Ledger.Path, "watch.json"), state);
            using var store = _folder.Open("a");
            var struck = whole[..length].Count(b => b == '\n');
            Assert.Equal(string.Join(' ', Enumerable.Range(struck + 1, 12 - struck)), NumbersOf(store, "a"));
        }
    }
}
