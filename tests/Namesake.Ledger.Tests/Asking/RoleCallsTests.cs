using Namesake.Ledger.Asking;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Tests.Asking;

/// <summary>The calls that assumed a role, with what their events tell of them, before and after segments are put together.</summary>
public sealed class RoleCallsTests
{
    private static readonly object Alice = new { type = "IAMUser", principalId = "AIDAALICE", arn = "arn:aws:iam::111122223333:user/alice", accountId = "111122223333", accessKeyId = "AKIAALICE0000000000", userName = "alice" };

    [Fact]
    public void What_an_event_tells_of_its_call_is_kept_and_outlives_the_putting_together_of_segments()
    {
        using var ledger = new TestLedger();
        ledger.Import(Call("1", 1));
        var expected = new CallDetails("aws-cli/2.15.0", "external", null, null, true, true);
        Assert.Equal(expected, Assert.Single(Find(ledger)).Issued.Call);
        for (var i = 0; i < 20; i++) ledger.Import(Trail.ByUser("bob", 10 + i, $"b-{i}"));
        using (var reader = ledger.Open()) Assert.True(reader.Snapshot.Segments.Length < 21, "nothing was put together");
        Assert.Equal(expected, Assert.Single(Find(ledger)).Issued.Call);
    }

    [Fact]
    public void Calls_are_told_by_role_account_and_time_and_name_who_is_behind_them()
    {
        using var ledger = new TestLedger();
        ledger.Import(Call("1", 1), Call("2", 2), Call("3", 100), Trail.Assume("carol", "Other", "x1", "ASIAOTHER0000000000", 2, "4"));
        var found = Find(ledger, until: 50);
        Assert.Equal(["1", "2"], found.Select(c => c.Issued.Id.ToString()));
        Assert.All(found, c => Assert.Equal("alice", c.Caller.Origin?.UserName));
        using var reader = ledger.Open();
        Assert.Empty(RoleCalls.Find(reader, "444455556666", "Deploy", 0, Trail.Time(200)));
    }

    [Fact]
    public void A_segment_of_before_details_were_kept_is_read_and_tells_none()
    {
        using var ledger = new TestLedger();
        ledger.Import(Call("1", 1));
        // As an earlier version of the program wrote it.
        var path = Path.Combine(ledger.Folder.Path, "ledger.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"hasCalls\": true", "\"hasCalls\": false", StringComparison.Ordinal));
        Assert.Null(Assert.Single(Find(ledger)).Issued.Call);
        ledger.Import(Call("2", 2));
        Assert.Equal([false, true], Find(ledger).Select(c => c.Issued.Call is not null));
    }

    [Fact]
    public void Days_without_an_event_of_the_account_are_counted()
    {
        using var ledger = new TestLedger();
        ledger.Import(Call("1", 1), Trail.ByUser("bob", 3 * 1_440 + 5, "2"), Trail.ByUser("dave", 1_440 + 5, "3", account: "444455556666"));
        using var reader = ledger.Open();
        var reach = Reach.Of(reader, ledger.Folder, Trail.Account, Trail.Time(0), Trail.Time(4 * 1_440));
        Assert.Equal((4, 2, Trail.Time(1_440)), (reach.Days, reach.EmptyDays, reach.First));
        Assert.False(reach.WereVerified);
    }

    private static IReadOnlyList<RoleCall> Find(TestLedger ledger, double until = 10_000)
    {
        using var reader = ledger.Open();
        return RoleCalls.Find(reader, Trail.Account, "Deploy", Trail.Time(0), Trail.Time(until));
    }

    private static string Call(string id, double minute) => Trail.Event(
        minute, id, "AssumeRole", "203.0.113.7", Alice, "sts.amazonaws.com",
        new { roleArn = $"arn:aws:iam::{Trail.Account}:role/path/Deploy", roleSessionName = $"s-{id}", externalId = "external", serialNumber = "arn:aws:iam::111122223333:mfa/alice", tags = new[] { new { key = "a", value = "b" } } },
        new { credentials = new { accessKeyId = $"ASIADEPLOY00000000{id}" }, assumedRoleUser = new { assumedRoleId = $"AROADEPLOY:s-{id}", arn = $"arn:aws:sts::{Trail.Account}:assumed-role/Deploy/s-{id}" } })
        .Replace("\"eventID\"", "\"userAgent\":\"aws-cli/2.15.0\",\"eventID\"", StringComparison.Ordinal);
}
