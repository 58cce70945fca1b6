using Namesake.Ledger.Answering;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Answering;

/// <summary>What a reader remembers of segments changes no answer.</summary>
public sealed class LookupsTests
{
    private const string Arn = $"arn:aws:sts::{Account}:assumed-role/Ops/alice";

    private static TestLedger Ledger() => new TestLedger()
        .Import(Assume("alice", "Ops", "alice", "ASIAALICE0000000001", 1, "issue1"), BySession("Ops", "alice", "ASIAALICE0000000001", 2, "act1"), BySession("Ops", "bob", "ASIABOB000000000001", 3, "other"))
        .Import(BySession("Ops", "alice", "ASIAALICE0000000001", 4, "act2", created: 1), Assume("alice", "Ops", "alice", "ASIAALICE0000000002", 5, "issue2"))
        .Import(BySession("Ops", "alice", "ASIAALICE0000000002", 6, "act3"));

    [Fact]
    public void A_session_asked_again_is_answered_the_same_from_memory()
    {
        using var ledger = Ledger();
        using var snapshot = Snapshot.Open(ledger.Folder);
        var answers = new LedgerAnswers(snapshot);
        for (var i = 0; i < 4; i++)
        {
            var found = answers.OfSession(Arn);
            Assert.Equal([("act1", 2L), ("act3", 1L)], found.Select(a => (a.First.Event.Id.ToString(), (long)a.Events)));
            Assert.All(found, a => Assert.Equal("alice", a.First.Answer.Origin?.UserName));
            Assert.Equal("act1", Assert.Single(answers.OfKey("ASIAALICE0000000001")).First.Event.Id.ToString());
            Assert.Empty(answers.OfKey("ASIANOBODY0000000001"));
        }
    }

    [Fact]
    public void Texts_of_one_event_are_not_those_of_another()
    {
        using var ledger = new TestLedger().Import(ByUser("alice", 1, "first", "ListBuckets", "198.51.100.1"), ByUser("alice", 2, "second", "GetObject", "198.51.100.2"));
        using var snapshot = Snapshot.Open(ledger.Folder);
        var answers = new LedgerAnswers(snapshot);
        foreach (var (id, name, address) in new[] { ("first", "ListBuckets", "198.51.100.1"), ("second", "GetObject", "198.51.100.2"), ("first", "ListBuckets", "198.51.100.1") })
        {
            var e = Assert.Single(answers.OfEvent(new EventId(id))).First.Event;
            Assert.Equal((name, address), (e.Name, e.SourceAddress));
        }
    }

    [Fact]
    public void Memory_that_is_full_begins_anew()
    {
        var remembered = new Remembered<int, string>(2);
        remembered.Keep(1, "a");
        remembered.Keep(2, "b");
        remembered.Keep(3, "c");
        Assert.False(remembered.TryGet(1, out _));
        Assert.True(remembered.TryGet(3, out var kept));
        Assert.Equal("c", kept);
    }
}
