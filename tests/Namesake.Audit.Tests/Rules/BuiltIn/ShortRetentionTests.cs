using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class ShortRetentionTests
{
    [Fact]
    public void Only_such_a_trail_is_told()
    {
        var finding = Assert.Single(Known.Found<ShortRetention>(Known.Trails(Known.GoodTrail, Known.GoodTrail with { Arn = "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", Bucket = Known.GoodTrail.Bucket with { KeepsDays = 364 } })));
        Assert.Equal((SubjectKind.Trail, "arn:aws:cloudtrail:us-east-1:111122223333:trail/other", "us-east-1"), (finding.Subject.Kind, finding.Subject.Id, finding.Subject.Region));
        Assert.NotNull(finding.Remedy);
    }

    [Theory]
    [InlineData(365)]
    [InlineData(null)]
    public void A_year_or_for_ever_is_long_enough(int? days) => Assert.Empty(Known.Found<ShortRetention>(Known.Trails(Known.GoodTrail with { Bucket = Known.GoodTrail.Bucket with { KeepsDays = days } })));
}
