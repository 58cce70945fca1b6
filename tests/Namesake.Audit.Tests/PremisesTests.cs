using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Tests;

/// <summary>What holds beside the trust policies changes verdicts.</summary>
public sealed class PremisesTests
{
    private const string ByTag = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/Dev"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:PrincipalTag/person}"}}}]}""";
    private const string OwnNameScp = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"RESOURCE","Condition":{"StringNotEquals":{"sts:RoleSessionName":"${aws:username}"}}}}""";
    private const string NoFederationRcp = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRoleWithWebIdentity","Resource":"*"}}""";

    [Theory]
    [InlineData("*", Standing.Attributable)]
    [InlineData("arn:aws:iam::111122223333:role/Ops", Standing.Attributable)]
    [InlineData("arn:aws:iam::111122223333:role/Other", Standing.Forgeable)]
    public void A_service_control_policy_binds_the_roles_that_it_names(string resource, Standing standing)
    {
        var scp = Control(OwnNameScp.Replace("RESOURCE", resource, StringComparison.Ordinal), PolicyKind.ServiceControl);
        Assert.Equal(standing, Finding(Roles.Open, Premises.None with { ServiceControls = [scp] }).Standing);
    }

    [Fact]
    public void A_service_control_policy_does_not_bind_callers_from_outside()
    {
        var scp = Control("""{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""", PolicyKind.ServiceControl);
        Assert.Equal(Standing.Forgeable, Finding(Roles.OpenWeb, Premises.None with { ServiceControls = [scp] }).Standing);
        Assert.Equal(Standing.Closed, Finding(Roles.Open, Premises.None with { ServiceControls = [scp] }).Standing);
    }

    [Fact]
    public void A_resource_control_policy_binds_everybody()
    {
        var rcp = Control(NoFederationRcp, PolicyKind.ResourceControl);
        Assert.Equal(Standing.Closed, Finding(Roles.OpenWeb, Premises.None with { ResourceControls = [rcp] }).Standing);
    }

    [Fact]
    public void A_key_that_names_one_person_makes_a_proof()
    {
        Assert.NotEqual(Standing.Attributable, Finding(ByTag, Premises.None).Standing);
        Assert.Equal(Standing.Attributable, Finding(ByTag, Premises.None with { IdentifyingKeys = ["aws:PrincipalTag/person"] }).Standing);
    }

    [Fact]
    public void The_report_says_what_it_rests_on()
    {
        var premises = Premises.None with { IdentifyingKeys = ["aws:PrincipalTag/person"] };
        Assert.Same(premises, RoleAudit.Run([], [], premises).Premises);
        Assert.True(RoleAudit.Run([], []).Premises.AreEmpty);
    }

    private static PolicyDocument Control(string text, PolicyKind kind) => PolicyParser.Parse(text, kind).Document!;

    private static RoleFinding Finding(string policy, Premises premises)
    {
        var role = Roles.Of(policy, "Ops") with { Arn = "arn:aws:iam::111122223333:role/Ops" };
        return Assert.Single(RoleAudit.Run([role], [], premises).Findings);
    }
}
