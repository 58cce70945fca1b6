using Namesake.Audit.Rules.BuiltIn;
using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class NoDataEventsTests
{
    private static readonly TrailSettings WithoutData = Known.GoodTrail with { Events = new TrailSelection(ReadsManagement: true, WritesManagement: true, [], []) };

    [Fact]
    public void An_account_with_roles_for_people_is_told() =>
        Assert.Single(Known.Found<NoDataEvents>(Known.Trails(WithoutData) with { Roles = Known.Roles(Known.Role(Tests.Roles.Forced)).Roles }));

    [Fact]
    public void Without_such_roles_or_with_any_data_events_nothing_is_told()
    {
        Assert.Empty(Known.Found<NoDataEvents>(Known.Trails(WithoutData)));
        Assert.Empty(Known.Found<NoDataEvents>(Known.Trails(WithoutData) with { Roles = Known.Roles(Known.Role(Tests.Roles.Workload)).Roles }));
        Assert.Empty(Known.Found<NoDataEvents>(Known.Trails(WithoutData, Known.GoodTrail) with { Roles = Known.Roles(Known.Role(Tests.Roles.Forced)).Roles }));
        Assert.Empty(Known.Found<NoDataEvents>(Known.Trails(WithoutData with { Events = null }) with { Roles = Known.Roles(Known.Role(Tests.Roles.Forced)).Roles }));
    }
}
