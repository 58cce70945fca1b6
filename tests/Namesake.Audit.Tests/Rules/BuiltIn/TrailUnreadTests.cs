using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class TrailUnreadTests
{
    [Fact]
    public void Only_such_a_trail_is_told()
    {
        var finding = Assert.Single(Known.Found<TrailUnread>(Known.Trails(Known.GoodTrail, Known.GoodTrail with { Arn = "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", IsLogging = null })));
        Assert.Equal((SubjectKind.Trail, "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", "us-east-1"), (finding.Subject.Kind, finding.Subject.Id, finding.Subject.Region));
        Assert.NotNull(finding.Remedy);
    }

    [Fact]
    public void All_that_is_not_known_is_named()
    {
        var trail = Known.GoodTrail with { IsLogging = null, Events = null, Bucket = new TrailBucket("logs", null, null, IsKnown: false) };
        var finding = Assert.Single(Known.Found<TrailUnread>(Known.Trails(trail)));
        Assert.EndsWith("whether it records, what it records, whether its bucket is closed, how long its bucket keeps logs", finding.Message, StringComparison.Ordinal);
    }
}
