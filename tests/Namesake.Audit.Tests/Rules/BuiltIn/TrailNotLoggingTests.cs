using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class TrailNotLoggingTests
{
    [Fact]
    public void Only_such_a_trail_is_told()
    {
        var finding = Assert.Single(Known.Found<TrailNotLogging>(Known.Trails(Known.GoodTrail, Known.GoodTrail with { Arn = "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", IsLogging = false })));
        Assert.Equal((SubjectKind.Trail, "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", "us-east-1"), (finding.Subject.Kind, finding.Subject.Id, finding.Subject.Region));
        Assert.NotNull(finding.Remedy);
    }

    [Fact]
    public void Where_nobody_could_ask_nothing_is_told() => Assert.Empty(Known.Found<TrailNotLogging>(Known.Trails(Known.GoodTrail with { IsLogging = null })));
}
