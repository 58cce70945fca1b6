using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class NoMultiRegionTrailTests
{
    [Fact]
    public void An_account_without_such_a_trail_is_told()
    {
        Assert.Contains("has no trail", Assert.Single(Known.Found<NoMultiRegionTrail>(Known.Trails())).Message, StringComparison.Ordinal);
        var finding = Assert.Single(Known.Found<NoMultiRegionTrail>(Known.Trails(Known.GoodTrail with { IsMultiRegion = false })));
        Assert.Equal((SubjectKind.Account, Known.Account), (finding.Subject.Kind, finding.Subject.Id));
    }

    [Fact]
    public void A_trail_that_was_stopped_does_not_count()
    {
        Assert.Single(Known.Found<NoMultiRegionTrail>(Known.Trails(Known.GoodTrail with { IsLogging = false })));
        Assert.Empty(Known.Found<NoMultiRegionTrail>(Known.Trails(Known.GoodTrail with { IsLogging = null })));
    }

    [Fact]
    public void One_good_trail_is_enough() => Assert.Empty(Known.Found<NoMultiRegionTrail>(Known.Trails(Known.GoodTrail with { IsMultiRegion = false }, Known.GoodTrail)));
}
