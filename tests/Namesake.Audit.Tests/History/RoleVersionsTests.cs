using Namesake.Audit.Findings;
using Namesake.Audit.History;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Tests.History;

/// <summary>Which versions a role's trust policy had, by events and looks.</summary>
public sealed class RoleVersionsTests
{
    [Fact]
    public void Each_change_ends_the_version_before_it_and_has_its_own_verdict()
    {
        var versions = Of(Change("DeleteRole", 30, null), Change("UpdateAssumeRolePolicy", 20, Roles.Open), Change("CreateRole", 10, Roles.Forced));
        Assert.Equal([Standing.Attributable, Standing.Forgeable, null], versions.Select(v => v.Finding?.Standing));
        Assert.Equal([20, 30, null], versions.Select(v => v.Until));
        Assert.Equal([false, false, true], versions.Select(v => v.IsDeletion));
    }

    [Fact]
    public void What_shows_the_same_policy_in_another_layout_makes_no_version_and_says_that_it_is_still_there()
    {
        var spaced = Roles.Forced.Replace("\":", "\" :  ", StringComparison.Ordinal);
        var version = Assert.Single(Of(Change("CreateRole", 10, spaced), Change(PolicyChange.Snapshot, 20, Roles.Forced), Change("UpdateAssumeRolePolicy", 30, spaced)));
        Assert.Equal((true, 10, null, 30), (version.IsWritten, version.Begin.Time, version.Until, version.LastSeen));
    }

    [Fact]
    public void A_look_at_another_policy_than_was_written_is_a_version_that_nobody_is_known_to_have_written()
    {
        var versions = Of(Change("CreateRole", 10, Roles.Forced), Change(PolicyChange.Snapshot, 20, Roles.Open));
        Assert.Equal([true, false], versions.Select(v => v.IsWritten));
    }

    [Fact]
    public void A_role_that_is_made_anew_after_its_deletion_begins_a_version_though_its_policy_is_the_old_one()
    {
        var versions = Of(Change("CreateRole", 10, Roles.Open), Change("DeleteRole", 20, null), Change("CreateRole", 30, Roles.Open));
        Assert.Equal(["CreateRole", "DeleteRole", "CreateRole"], versions.Select(v => v.Begin.EventName));
    }

    [Fact]
    public void A_policy_that_the_log_hides_is_a_version_without_a_verdict()
    {
        var versions = Of(Change("UpdateAssumeRolePolicy", 10, null), Change("UpdateAssumeRolePolicy", 20, null));
        Assert.Equal(2, versions.Count);
        Assert.All(versions, v => Assert.True(v is { Finding: null, IsDeletion: false }));
    }

    [Fact]
    public void A_second_delivery_is_no_change()
    {
        var change = Change("CreateRole", 10, null);
        Assert.Single(Of(change, change));
    }

    [Fact]
    public void The_path_of_an_arn_tells_a_role_that_its_owner_cannot_edit()
    {
        Assert.True(Arn.TryParse("arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", out var arn));
        Assert.Equal(Standing.Exempt, Assert.Single(RoleVersions.Of([Change("CreateRole", 10, Roles.Workload)], arn)).Finding!.Standing);
    }

    private static IReadOnlyList<PolicyVersion> Of(params PolicyChange[] changes) => RoleVersions.Of(changes, null);

    private static PolicyChange Change(string name, long time, string? document) => new(new EventId($"{name}-{time}"), time, name, "111122223333", "Deploy", document);
}
