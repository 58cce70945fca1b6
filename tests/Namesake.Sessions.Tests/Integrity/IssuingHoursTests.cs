using Namesake.Sessions.Events;
using Namesake.Sessions.Integrity;

namespace Namesake.Sessions.Tests.Integrity;

/// <summary>When and where a session was issued whose issuing event is missing, and what the logs of that time are worth.</summary>
public sealed class IssuingHoursTests
{
    private const long Hour = 3_600_000;

    private static UserIdentity Session(long? created, string type = "AssumedRole", string partition = "aws") =>
        new() { Type = type, Arn = $"arn:{partition}:sts::1:assumed-role/deploy/alice", AccountId = "1", CreationDate = created };

    private static TrailCoverage Logs(string region, long from, long until, CoverageState state = CoverageState.Proved) =>
        new(new("b", "", null, "t", region), "1", region, [new(from, until, state, state == CoverageState.Proved ? null : "log-missing")]);

    [Theory]
    [InlineData("AssumedRole", 90 * Hour, 100 * Hour, 90 * Hour, 90 * Hour + 1_000)]
    [InlineData("AssumedRole", null, 100 * Hour, 88 * Hour, 100 * Hour)]
    [InlineData("FederatedUser", null, 100 * Hour, 64 * Hour, 100 * Hour)]
    public void It_was_issued_at_its_creation_date_or_within_the_longest_life_before(string type, long? created, long time, long from, long until)
    {
        var hours = IssuingHours.Of(Session(created, type), time, "eu-west-1")!;
        Assert.Equal((from, until), (hours.From, hours.Until));
    }

    [Theory]
    [InlineData("IAMUser", "1")]
    [InlineData("AssumedRole", null)]
    public void What_is_no_session_or_of_no_account_was_not_issued(string type, string? account) =>
        Assert.Null(IssuingHours.Of(new UserIdentity { Type = type, AccountId = account }, 0, "eu-west-1"));

    [Fact]
    public void It_is_no_gap_only_where_the_logs_of_each_Region_are_proved_that_may_have_it()
    {
        var hours = IssuingHours.Of(Session(10 * Hour), 11 * Hour, "eu-west-1")!;
        var (own, global) = (Logs("eu-west-1", 9 * Hour, 12 * Hour), Logs("us-east-1", 9 * Hour, 12 * Hour));
        Assert.Equal((CoverageState.Undecided, "eu-west-1"), (hours.In(Completeness.Unknown).State, hours.In(Completeness.Unknown).Where));
        Assert.Equal((CoverageState.Undecided, "us-east-1"), (hours.In(new([own])).State, hours.In(new([own])).Where));
        var proved = hours.In(new([own, global]));
        Assert.Equal((CoverageState.Proved, null), (proved.State, proved.Where));
        Assert.Equal(["eu-west-1", "us-east-1"], proved.Regions);
        var broken = hours.In(new([own, global, Logs("eu-north-1", 10 * Hour, 11 * Hour, CoverageState.Broken)]));
        Assert.Equal((CoverageState.Broken, "log-missing", "eu-north-1"), (broken.State, broken.Code, broken.Where));
    }

    [Fact]
    public void Outside_of_the_partition_aws_there_is_no_global_endpoint() =>
        Assert.Equal(["cn-north-1"], IssuingHours.Of(Session(Hour, partition: "aws-cn"), Hour, "cn-north-1")!.In(Completeness.Unknown).Regions);
}
