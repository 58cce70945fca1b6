using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Sessions.Tests;

public sealed class PolicyHistoryTests
{
    private const long Minute = 60_000;

    private static readonly PolicyHistory History = new(
    [
        Change("UpdateAssumeRolePolicy", 100, "second"),
        Change("CreateRole", 10, "first"),
        Change("DeleteRole", 200, null),
        Change("CreateRole", 200, "third", "z"),
        Change(PolicyChange.Snapshot, 300, "third"),
        Change(PolicyChange.Snapshot, 400, "fourth"),
    ]);

    [Theory]
    // Before the first change nothing is known.
    [InlineData(9, null)]
    // A new role has no earlier policy that could still serve.
    [InlineData(10, "first")]
    [InlineData(99, "first")]
    // For a minute after a change either may have served.
    [InlineData(100, null)]
    [InlineData(101, "second")]
    [InlineData(200, "third")]
    [InlineData(300, "third")]
    // A snapshot that shows another policy than the logs: it was changed, who knows when.
    [InlineData(400, null)]
    [InlineData(401, "fourth")]
    public void The_policy_in_force_is_the_last_one_that_took_effect(long minute, string? document) =>
        Assert.Equal(document, History.InForce("111122223333", "Deploy", minute * Minute)?.Document);

    [Fact]
    public void A_change_that_is_delivered_twice_is_one_change()
    {
        PolicyChange[] changes = [Change("CreateRole", 10, "first", "a"), Change("CreateRole", 100, "second", "b"), Change("CreateRole", 100, "second", "b")];
        Assert.Null(new PolicyHistory(changes).InForce("111122223333", "Deploy", 100 * Minute));
    }

    [Theory]
    // The next look shows what is in force.
    [InlineData(250, null)]
    // The look at minute 400 shows a policy that no change before it made.
    [InlineData(300, "fourth")]
    [InlineData(399, "fourth")]
    [InlineData(400, null)]
    // Before the first change there is nothing that it could contradict.
    [InlineData(9, null)]
    // What comes next is a change, not a look.
    [InlineData(50, null)]
    public void A_look_that_shows_another_policy_casts_doubt_on_the_time_before_it(long minute, string? document) =>
        Assert.Equal(document, History.OtherLookAfter("111122223333", "Deploy", minute * Minute)?.Document);

    [Fact]
    public void A_look_that_shows_what_was_in_force_leaves_it_at_the_change() =>
        Assert.Equal(("CreateRole", 200 * Minute), (History.InForce("111122223333", "Deploy", 350 * Minute)!.EventName, History.InForce("111122223333", "Deploy", 350 * Minute)!.Time));

    [Theory]
    [InlineData("999900001111", "deploy")]
    [InlineData("111122223333", "other")]
    public void Of_another_role_it_knows_nothing(string account, string role) => Assert.Null(History.InForce(account, role, 50 * Minute));

    private static PolicyChange Change(string name, long minute, string? document, string id = "a") => new(new EventId(id), minute * Minute, name, "111122223333", "deploy", document);
}
