using Namesake.Audit.Findings;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Sessions.Attributions;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class UnattributableUseTests
{
    [Theory]
    [InlineData(Evidence.ClaimedName, "only a name says that it is alice")]
    [InlineData(Evidence.Ambiguous, "which several may be")]
    [InlineData(Evidence.None, "nothing tells who")]
    public void A_role_whose_session_proves_nobody_is_told(Evidence evidence, string words)
    {
        var finding = Assert.Single(Known.Found<UnattributableUse>(Known.Nothing with { Sessions = [Known.Session(evidence)] }));
        Assert.Equal("arn:aws:iam::111122223333:role/Dev", finding.Subject.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Evidence.Key, false)]
    [InlineData(Evidence.Session, false)]
    [InlineData(Evidence.EnforcedName, false)]
    [InlineData(Evidence.None, true)]
    public void Proved_sessions_and_workloads_are_not(Evidence evidence, bool isWorkload) =>
        Assert.Empty(Known.Found<UnattributableUse>(Known.Nothing with { Sessions = [Known.Session(evidence, isWorkload: isWorkload)] }));

    [Fact]
    public void A_role_is_told_once_with_its_latest_session()
    {
        var finding = Assert.Single(Known.Found<UnattributableUse>(Known.Nothing with { Sessions = [Known.Session(Evidence.None, last: 1), Known.Session(Evidence.ClaimedName, key: "ASIA2", last: 2)] }));
        Assert.StartsWith("2 sessions prove nobody; the latest is \"alice\": only a name says that it is alice", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exempt_role_is_left_alone()
    {
        var exempt = Known.Roles(Known.Role(Tests.Roles.Open)).Roles[0] with { Standing = Standing.Exempt };
        Assert.Empty(Known.Found<UnattributableUse>(Known.Nothing with { Sessions = [Known.Session(Evidence.None)], Roles = [exempt] }));
    }
}
