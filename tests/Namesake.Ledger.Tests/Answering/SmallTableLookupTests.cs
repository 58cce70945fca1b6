using Namesake.Ledger.Answering;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Tests.Answering;

/// <summary>Events and sessions are put together from several small tables of a segment.</summary>
public sealed class SmallTableLookupTests
{
    [Fact]
    public void Each_of_more_events_than_are_read_at_once_has_its_own_call_address_identity_and_answer()
    {
        using var ledger = new TestLedger();
        ledger.Import([.. Enumerable.Range(0, 600).Select(i => Trail.ByUser($"user{i}", i, Id(i), $"Call{i}", $"198.51.100.{i}"))]);
        using var snapshot = Snapshot.Open(ledger.Folder);
        var answers = new LedgerAnswers(snapshot);
        foreach (var i in (int[])[599, 0, 255, 256, 31, 32, 300, 599])
        {
            var (e, answer) = (answers.OfEvent(new EventId(Id(i))).Single().First.Event, answers.OfEvent(new EventId(Id(i))).Single().First.Answer);
            Assert.Equal(($"Call{i}", $"198.51.100.{i}", $"user{i}", Trail.Account, "us-east-1", null), (e.Name, e.SourceAddress, e.Identity.UserName, e.RecipientAccount, e.Region, e.ErrorCode));
            Assert.Equal((Evidence.Key, $"user{i}"), (answer.Evidence, answer.Origin?.UserName));
        }
    }

    [Fact]
    public void Identities_of_one_profile_keep_what_is_their_own()
    {
        using var ledger = new TestLedger();
        ledger.Import([.. Enumerable.Range(0, 40).Select(i => Trail.BySession("Deploy", $"session{i}", $"ASIAKEY{i}", i, Id(i)))]);
        using var snapshot = Snapshot.Open(ledger.Folder);
        Assert.Equal([1], snapshot.Ask("SELECT count(*)::INTEGER FROM {s}.profiles", row => row.GetInt32(0)));
        var answers = new LedgerAnswers(snapshot);
        for (var i = 0; i < 40; i++)
        {
            var identity = answers.OfKey($"ASIAKEY{i}").Single().First.Event.Identity;
            Assert.Equal(($"session{i}", "Deploy", Trail.Time(i)), (identity.SessionName, identity.RoleName, identity.CreationDate));
        }
    }

    [Fact]
    public void The_first_event_of_a_session_is_the_earliest_and_of_one_time_that_of_the_least_id_whichever_segment_has_it()
    {
        using var ledger = new TestLedger();
        ledger.Import(Session(5, 9), Session(3, 8), Session(3, 7)).Import(Session(3, 6), Session(3, 5), Session(4, 1)).Import(Session(3, 4, "other"), Session(2, 3, "other"));
        using var snapshot = Snapshot.Open(ledger.Folder);
        var found = new LedgerAnswers(snapshot).OfKey("ASIASHARED");
        Assert.Equal([Id(3)], found.Select(f => f.First.Event.Id.ToString()));
        Assert.Equal((8, Trail.Time(5)), (found.Single().Events, found.Single().Last));
        Assert.Equal(Id(5), new LedgerAnswers(snapshot).OfSession($"arn:aws:sts::{Trail.Account}:assumed-role/Deploy/shared").Single().First.Event.Id.ToString());
    }

    private static string Session(int minute, int id, string name = "shared") => Trail.BySession("Deploy", name, "ASIASHARED", minute, Id(id), created: 1);

    private static string Id(int number) => $"00000000-0000-4000-8000-{number:D12}";
}
