using Namesake.Ledger.Asking;
using Namesake.Sessions.Attributions;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Asking;

public sealed class SessionsTests
{
    private const string Key = "ASIAALICE00000000001";

    private static readonly string[] AliceDeploys =
    [
        Assume("alice", "Deploy", "alice", Key, 10, "a1"),
        BySession("Deploy", "alice", Key, 11, "a2"),
        BySession("Deploy", "alice", Key, 30, "a3", address: "203.0.113.9", sourceIdentity: "alice"),
    ];

    [Fact]
    public void A_session_is_one_row_with_its_person_times_and_addresses()
    {
        using var ledger = new TestLedger().Import(AliceDeploys);
        var row = Assert.Single(ledger.Sessions(), r => r.Role is not null);
        Assert.Equal(($"arn:aws:iam::{Account}:role/Deploy", Account, "alice", Key), (row.Role, row.Account, row.SessionName, row.AccessKey));
        Assert.Equal(("alice", Evidence.Key, SessionKind.Cli), (row.Person!.UserName, row.Evidence, row.Kind));
        Assert.Equal((Time(11), Time(30), 2L), (row.First, row.Last, row.Events));
        Assert.Equal(["198.51.100.1", "203.0.113.9"], row.Addresses.Shown);
        Assert.Equal("alice", row.SourceIdentity);
        Assert.Null(row.Contradiction);
    }

    [Fact]
    public void A_delivery_of_an_issuing_event_that_says_another_time_counts_as_if_both_had_come_at_once()
    {
        var session = BySession("Deploy", "alice", "ASIACONSOLE000000001", 11, "a2", created: 10, console: true);
        string[] deliveries = [Assume("alice", "Deploy", "alice", "ASIAISSUED0000000001", 10, "a1"), Assume("bob", "Deploy", "alice", "ASIAISSUED0000000001", 5, "a1")];
        using var apart = new TestLedger().Import(session, deliveries[0]);
        Assert.Equal("alice", Assert.Single(apart.Sessions(), r => r.Role is not null).Person?.UserName);
        apart.Import(deliveries[1]);
        using var atOnce = new TestLedger().Import([session, .. deliveries]);
        Assert.Equal(Assert.Single(atOnce.Sessions(), r => r.Role is not null).Evidence, Assert.Single(apart.Sessions(), r => r.Role is not null).Evidence);
    }

    [Fact]
    public void Two_segments_that_share_a_session_give_one_row()
    {
        using var ledger = new TestLedger().Import(AliceDeploys[..2]).Import(AliceDeploys[2]);
        var row = Assert.Single(ledger.Sessions(), r => r.Role is not null);
        Assert.Equal((Time(11), Time(30), 2L, 2), (row.First, row.Last, row.Events, row.Addresses.Count));
        Assert.Equal("alice", row.Person!.UserName);
    }

    [Fact]
    public void A_late_issuing_event_mends_the_answer()
    {
        using var ledger = new TestLedger().Import(AliceDeploys[1..]);
        var before = Assert.Single(ledger.Sessions());
        Assert.Equal((Evidence.ClaimedName, "Unknown"), (before.Evidence, before.Person!.Type));
        ledger.Import(AliceDeploys[0]);
        var after = Assert.Single(ledger.Sessions(), r => r.Role is not null);
        Assert.Equal((Evidence.Key, "IAMUser", $"arn:aws:iam::{Account}:user/alice"), (after.Evidence, after.Person!.Type, after.Person.Arn));
        Assert.Single(ledger.Sessions(new Filter { Person = PersonForms.Of($"alice@{Account}", Aliases.None), Role = "Deploy" }));
        Assert.Empty(ledger.Sessions(new Filter { Evidence = Evidence.ClaimedName }));
    }

    [Fact]
    public void The_second_mending_wins_over_the_first()
    {
        using var ledger = new TestLedger().Import(BySession("Deploy", "alice", Key, 40, "b1"))
            .Import(BySession("Deploy", "alice", Key, 41, "b2", sourceIdentity: "someone"))
            .Import(Assume("bob", "Deploy", "alice", Key, 39, "b3"));
        var row = Assert.Single(ledger.Sessions(), r => r.Role is not null);
        Assert.Equal(("bob", Evidence.Key, 2L), (row.Person!.UserName, row.Evidence, row.Events));
    }

    [Fact]
    public void With_a_time_only_events_of_that_time_count_wherever_a_session_goes_on()
    {
        using var ledger = new TestLedger().Import(AliceDeploys);
        var early = Assert.Single(ledger.Sessions(new Filter { Role = "deploy", Since = Time(11), Until = Time(30) }));
        Assert.Equal((Time(11), Time(11), 1L), (early.First, early.Last, early.Events));
        Assert.Equal(["198.51.100.1"], early.Addresses.Shown);
        // It was in use before and after, and not between.
        Assert.Empty(ledger.Sessions(new Filter { Role = "Deploy", Since = Time(12), Until = Time(30) }));
        Assert.Single(ledger.Sessions(new Filter { Role = "Deploy", Since = Time(30) }));
    }

    public static TheoryData<string, string> Asked { get; } = new()
    {
        { "person", "mallory" }, { "role", "Support" }, { "arn", "Support" }, { "account", "Deploy Support" }, { "name", "Deploy Support" }, { "address", "Deploy" }, { "evidence", "Deploy Support" },
        { "contradiction", "Support" }, { "all", "Support" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void Filters_choose_and_combine(string filter, string expected)
    {
        using var ledger = new TestLedger().Import([
            .. AliceDeploys, ByUser("alice", 1, "u1"), ByUser("mallory", 2, "u2"), Assume("mallory", "Support", "alice", "ASIAMALLORY000000001", 50, "m1"), BySession("Support", "alice", "ASIAMALLORY000000001", 51, "m2")]);
        var mallory = PersonForms.Of("Mallory", Aliases.None);
        var found = ledger.Sessions(filter switch
        {
            "person" => new Filter { Person = mallory },
            "role" => new Filter { Role = "support" },
            "arn" => new Filter { Role = $"arn:aws:iam::{Account}:role/Support" },
            "account" => new Filter { Account = Account, SessionName = "ALICE" },
            "name" => new Filter { SessionName = "alice" },
            "address" => new Filter { Address = "203.0.113.9" },
            "evidence" => new Filter { Evidence = Evidence.Key, SessionName = "alice" },
            "contradiction" => new Filter { Contradicted = true },
            _ => new Filter { Person = mallory, Role = "Support", Account = Account, SessionName = "alice", Address = "198.51.100.1", Evidence = Evidence.Key, Contradicted = true, Since = Time(50), Until = Time(60) },
        });
        if (expected == "mallory") Assert.Equal(2, found.Count);
        else Assert.Equal(expected, string.Join(' ', found.Select(r => r.Role![(r.Role!.LastIndexOf('/') + 1)..]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_latest_come_first_and_a_limit_says_how_many_there_are()
    {
        using var ledger = new TestLedger().Import(ByUser("alice", 1, "u1"), ByUser("bob", 3, "u2"), ByUser("carol", 2, "u3"));
        using var reader = ledger.Open();
        var found = Namesake.Ledger.Asking.Sessions.Find(reader, Filter.None, 2);
        Assert.Equal(["bob", "carol"], found.Rows.Select(r => r.Person!.UserName));
        Assert.Equal(3, found.Total);
    }

    [Fact]
    public void Keys_of_a_console_session_are_one_row_and_six_addresses_are_counted()
    {
        using var ledger = new TestLedger().Import([.. Enumerable.Range(0, 6).Select(i => BySession("Admin", "alice", $"ASIACONSOLE{i:D9}", 60 + i, $"c{i}", address: $"192.0.2.{i}", created: 59, console: true))]);
        var row = Assert.Single(ledger.Sessions());
        Assert.Equal((SessionKind.Console, 6L, (string?)null), (row.Kind, row.Events, row.AccessKey));
        Assert.Equal((5, 6), (row.Addresses.Shown.Length, row.Addresses.Count));
    }

    [Fact]
    public void Kinds_are_told_by_what_stands_behind()
    {
        using var ledger = new TestLedger().Import(
            BySession("Node", "i-0123456789abcdef0", "ASIANODE000000000001", 1, "k1"),
            BySession("Job", "botocore-session-1740987578", "ASIAJOB0000000000001", 2, "k2"),
            BySession("Deploy", "alice", Key, 3, "k3"));
        Assert.Equal([SessionKind.Cli, SessionKind.Workload, SessionKind.Workload], ledger.Sessions().Select(r => r.Kind));
    }
}
