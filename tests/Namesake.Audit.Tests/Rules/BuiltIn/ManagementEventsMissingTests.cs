using Namesake.Audit.Rules.BuiltIn;
using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class ManagementEventsMissingTests
{
    private static TrailSettings Recording(bool reads, bool writes) => Known.GoodTrail with { Events = new TrailSelection(reads, writes, [], []) };

    [Theory]
    [InlineData(false, true, "AssumeRole")]
    [InlineData(true, false, "changes of trust policies")]
    [InlineData(false, false, "AssumeRole")]
    public void What_no_trail_records_is_told(bool reads, bool writes, string words) =>
        Assert.Contains(words, Assert.Single(Known.Found<ManagementEventsMissing>(Known.Trails(Recording(reads, writes)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Several_trails_may_record_together_what_is_needed() =>
        Assert.Empty(Known.Found<ManagementEventsMissing>(Known.Trails(Recording(reads: true, writes: false), Recording(reads: false, writes: true))));

    [Fact]
    public void A_trail_that_nobody_could_ask_and_an_account_without_any_are_left_to_others()
    {
        Assert.Empty(Known.Found<ManagementEventsMissing>(Known.Trails(Recording(reads: false, writes: false), Known.GoodTrail with { Events = null })));
        Assert.Empty(Known.Found<ManagementEventsMissing>(Known.Trails()));
    }
}
