using Namesake.Ledger.Asking;
using Namesake.Sessions.Attributions;
using static Namesake.Ledger.Tests.Trail;

namespace Namesake.Ledger.Tests.Asking;

public sealed class TimelineTests
{
    private const string Key = "ASIAALICE00000000001";

    private static TestLedger Ledger() => new TestLedger()
        .Import(BySession("Deploy", "alice", Key, 12, "3f2504e0-4f89-41d3-9a0c-0305e82c3301", call: "DeleteBucket", error: "AccessDenied"), BySession("Deploy", "eve", "ASIAEVE0000000000001", 13, "t5"))
        .Import(ByUser("alice", 1, "t1"), Assume("alice", "Deploy", "alice", Key, 10, "t2"), ByUser("bob", 5, "t3"));

    public static TheoryData<string, string> Targets { get; } = new()
    {
        { "alice", "t1 t2 3f2504e0-4f89-41d3-9a0c-0305e82c3301" }, { "ALICE", "t1 t2 3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
        { $"arn:aws:iam::{Account}:user/alice", "t1 t2 3f2504e0-4f89-41d3-9a0c-0305e82c3301" }, { $"alice@{Account}", "t1 t2 3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
        { "deploy", "3f2504e0-4f89-41d3-9a0c-0305e82c3301 t5" }, { $"arn:aws:iam::{Account}:role/Deploy", "3f2504e0-4f89-41d3-9a0c-0305e82c3301 t5" },
        { $"arn:aws:sts::{Account}:assumed-role/Deploy/alice", "3f2504e0-4f89-41d3-9a0c-0305e82c3301" }, { Key, "3f2504e0-4f89-41d3-9a0c-0305e82c3301" }, { "bob", "t3" }, { "nobody", "" },
        { "' OR 1=1 --", "" },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_target_is_a_person_a_role_a_session_or_a_key_and_its_events_come_in_time(string target, string expected)
    {
        using var ledger = Ledger();
        Assert.Equal(expected, string.Join(' ', ledger.Timeline(target).Select(e => e.EventId)));
    }

    [Fact]
    public void An_event_says_what_was_done_and_through_what()
    {
        using var ledger = Ledger();
        var e = ledger.Timeline("alice")[2];
        Assert.Equal(("DeleteBucket", "s3.amazonaws.com", Account, "us-east-1", "198.51.100.1", "AccessDenied"), (e.Name, e.Source, e.Account, e.Region, e.Address, e.Error));
        Assert.Equal((Time(12), "Deploy", "alice", "alice", Evidence.Key), (e.Time, e.Identity.RoleName, e.Identity.SessionName, e.Person!.UserName, e.Evidence));
    }

    [Fact]
    public void A_time_cuts_it()
    {
        using var ledger = Ledger();
        Assert.Equal(["t2"], ledger.Timeline("alice", time: new Filter { Since = Time(10), Until = Time(12) }).Select(e => e.EventId));
    }

    [Fact]
    public void A_key_that_was_issued_twice_is_answered_for_each_event()
    {
        using var ledger = new TestLedger().Import(
            Assume("alice", "Deploy", "x-y", Key, 10, "v1"), BySession("Deploy", "x-y", Key, 11, "v2", created: 10),
            Assume("bob", "Deploy", "x-y", Key, 3_000, "v3"), BySession("Deploy", "x-y", Key, 3_001, "v4", created: 10));
        Assert.Equal(["v1", "v2"], ledger.Timeline("alice").Select(e => e.EventId));
        Assert.Equal(["v3", "v4"], ledger.Timeline("bob").Select(e => e.EventId));
    }
}
