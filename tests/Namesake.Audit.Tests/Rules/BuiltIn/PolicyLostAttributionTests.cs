using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Tests.Rules.BuiltIn;

public sealed class PolicyLostAttributionTests
{
    [Fact]
    public void A_change_that_opens_a_role_is_told_with_its_event_and_its_author()
    {
        var facts = Known.Turns(Known.Change(0, Tests.Roles.Forced, "CreateRole"), Known.Change(1_000, Tests.Roles.Open));
        facts = facts with { PolicyTurns = [.. facts.PolicyTurns.Select(t => t with { By = "mallory" })] };
        var finding = Assert.Single(Known.Found<PolicyLostAttribution>(facts));
        Assert.Equal("arn:aws:iam::111122223333:role/Dev", finding.Subject.Id);
        Assert.Contains("attributable until UpdateAssumeRolePolicy by mallory (1970-01-01T00:00:01Z, event-1000), and is forgeable since", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_told_as_long_as_it_lasts_and_no_longer()
    {
        PolicyChange[] opened = [Known.Change(0, Tests.Roles.Forced), Known.Change(1, Tests.Roles.Open), Known.Change(2, Tests.Roles.TwoAccounts)];
        Assert.Contains("event-1", Assert.Single(Known.Found<PolicyLostAttribution>(Known.Turns(opened))).Message, StringComparison.Ordinal);
        Assert.Empty(Known.Found<PolicyLostAttribution>(Known.Turns([.. opened, Known.Change(3, Tests.Roles.Forced)])));
    }

    [Fact]
    public void A_role_that_is_deleted_and_made_anew_is_changed_too()
    {
        PolicyChange[] changes = [Known.Change(0, Tests.Roles.Forced, "CreateRole"), Known.Change(1, null, "DeleteRole"), Known.Change(2, Tests.Roles.Open, "CreateRole")];
        Assert.Single(Known.Found<PolicyLostAttribution>(Known.Turns(changes)));
    }

    [Theory]
    [InlineData(Tests.Roles.Open, Tests.Roles.TwoAccounts)]
    [InlineData(Tests.Roles.Open, Tests.Roles.Forced)]
    [InlineData(Tests.Roles.Forced, Tests.Roles.Closed)]
    [InlineData(Tests.Roles.Forced, Tests.Roles.Forced)]
    public void Where_nothing_was_lost_nothing_is_told(string before, string after) =>
        Assert.Empty(Known.Found<PolicyLostAttribution>(Known.Turns(Known.Change(0, before), Known.Change(1, after))));

    [Fact]
    public void Roles_of_one_name_in_another_case_are_one_and_a_change_told_twice_is_one()
    {
        var change = Known.Change(1, Tests.Roles.Open, role: "DEV");
        Assert.Single(Known.Turns(Known.Change(0, Tests.Roles.Forced), change, change).PolicyTurns);
    }
}
