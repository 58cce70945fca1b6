using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;

namespace Namesake.Prover.Tests;

/// <summary>What stands beside a trust policy: organization policies, keys that identify, people who exist; and what a proof needs.</summary>
public sealed class BesideThePolicyTests
{
    private const string Wide = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";
    private const string ByTag = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:PrincipalTag/email}"}}}]}""";
    private const string Forcing = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringNotLike":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string ForcingAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:*","Resource":"*","Condition":{"StringNotEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string Elsewhere = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/other","Condition":{"StringNotLike":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string Here = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role/mine","Condition":{"StringNotLike":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string OnlyS3 = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    [Theory]
    [InlineData(new[] { Forcing }, Verdict.Attributable)]
    [InlineData(new[] { Everything, Forcing }, Verdict.Attributable)]
    [InlineData(new[] { OnlyS3 }, Verdict.Closed)]
    [InlineData(new[] { OnlyS3, Everything }, Verdict.Forgeable)]
    [InlineData(new[] { Elsewhere }, Verdict.Forgeable)]
    [InlineData(new[] { Here }, Verdict.Attributable)]
    public void Service_control_policies_are_part_of_the_question(string[] policies, Verdict verdict) =>
        Assert.Equal(verdict, Ask(Wide, PolicyKind.ServiceControl, policies).Verdict);

    [Fact]
    public void A_Deny_of_particular_roles_is_not_counted_on_where_the_roles_ARN_is_not_known() =>
        Assert.Equal(Verdict.Forgeable, Ask(Wide, PolicyKind.ServiceControl, [Here], roleArn: null).Verdict);

    [Fact]
    public void Service_control_policies_do_not_bind_federated_callers_and_services_but_resource_control_policies_do()
    {
        const string federated = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"accounts.google.com","Service":"ec2.amazonaws.com"},"Action":["sts:AssumeRole","sts:AssumeRoleWithWebIdentity"]}]}""";
        Assert.Equal(Verdict.Forgeable, Ask(federated, PolicyKind.ServiceControl, [ForcingAll.Replace("\"Principal\":\"*\",", "", StringComparison.Ordinal)]).Verdict);
        Assert.Equal(Verdict.Closed, Ask(federated, PolicyKind.ResourceControl, [ForcingAll]).Verdict);
    }

    [Fact]
    public void A_resource_control_policy_may_force_the_name() =>
        Assert.Equal((Verdict.Attributable, Carrier.SessionName), Brief(Ask(Wide, PolicyKind.ResourceControl, [ForcingAll])));

    [Fact]
    public void A_tag_identifies_only_where_the_operator_says_so()
    {
        Assert.Equal(Verdict.Forgeable, Attributable.Ask(Parsed(ByTag)).Verdict);
        var answer = Attributable.Ask(Parsed(ByTag), PolicySet.Of, new Assumptions(["aws:PrincipalTag/email"], []));
        Assert.Equal((Verdict.Attributable, Carrier.SessionName), Brief(answer));
    }

    [Fact]
    public void A_tag_that_identifies_is_of_no_use_where_nothing_ties_the_name_to_it() =>
        Assert.Equal(Verdict.Forgeable, Attributable.Ask(Parsed(Wide), PolicySet.Of, new Assumptions(["aws:PrincipalTag/email"], [])).Verdict);

    [Fact]
    public void Witnesses_name_people_who_exist()
    {
        var witness = Attributable.Ask(Parsed(Wide), PolicySet.Of, new Assumptions([], ["mallory", "trent"])).Witness!;
        Assert.Equal(["mallory", "trent"], [witness.First.Caller.UserName!, witness.Second.Caller.UserName!]);
    }

    [Fact]
    public void A_proof_names_the_statements_that_it_needs()
    {
        const string policy = """
            {"Version":"2012-10-17","Statement":[
              {"Sid":"Let","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"},
              {"Sid":"Force","Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"sts:RoleSessionName":"${aws:username}"}}},
              {"Sid":"Idle","Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"root"}}}]}
            """;
        var answer = Attributable.Ask(Parsed(policy));
        Assert.Equal(Verdict.Attributable, answer.Verdict);
        Assert.Equal(["Let", "Force"], answer.Needed.Select(s => s.Sid));
    }

    [Fact]
    public void A_forgeable_role_shows_the_condition_that_was_to_stop_it()
    {
        var answer = Attributable.Ask(Parsed("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",
            "Condition":{"StringLike":{"sts:RoleSessionName":"${aws:username}-*"}}}]}
            """));
        Assert.Equal(Verdict.Forgeable, answer.Verdict);
        Assert.Equal((2, 28), (answer.ConditionPlace!.Line, answer.ConditionPlace.Column));
    }

    private static (Verdict, Carrier?) Brief(RoleAnswer answer) => (answer.Verdict, answer.Carrier);

    private static ParsedPolicy Parsed(string json) => PolicyParser.Parse(json);

    private static RoleAnswer Ask(string trust, PolicyKind kind, string[] beside, string? roleArn = "arn:aws:iam::111122223333:role/mine")
    {
        var documents = beside.Select(b => PolicyParser.Parse(b, kind)).ToList();
        Assert.All(documents, d => Assert.False(d.HasErrors, string.Join("; ", d.Diagnostics)));
        ImmutableArray<PolicyDocument> policies = [.. documents.Select(d => d.Document!)];
        return Attributable.Ask(
            Parsed(trust),
            p => kind == PolicyKind.ServiceControl ? new PolicySet(p, policies, [], roleArn) : new PolicySet(p, [], policies, roleArn),
            Assumptions.None);
    }
}
