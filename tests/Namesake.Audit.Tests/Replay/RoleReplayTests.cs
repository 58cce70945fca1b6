using Namesake.Audit.Replay;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using static Namesake.Audit.Tests.Replay.Calls;

namespace Namesake.Audit.Tests.Replay;

/// <summary>What a proposed policy would have done with recorded calls.</summary>
public sealed class RoleReplayTests
{
    private const string OwnName = "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}";

    [Fact]
    public void Whoever_gave_another_name_would_have_been_refused_and_is_told_the_name_to_give()
    {
        var report = Replayed(PolicyOf(OwnName), Of(User("alice"), "alice", Details), Of(User("bob"), "botocore-session-1", Details, time: 2_000_000_000_000), Of(User("bob"), "botocore-session-2", Details));
        Assert.Equal((1, 0), (report.Allowed, report.Undecided.Length));
        var group = Assert.Single(report.Refused);
        Assert.Equal(("arn:aws:iam::111122223333:user/bob", 2, 2_000_000_000_000, Tool.AwsCli), (group.Who, group.Calls, group.Last, group.Tool));
        Assert.Equal(["botocore-session-1", "botocore-session-2"], group.SessionNames);
        Assert.Equal(new NameChange("bob", null, true), group.Change);
        Assert.Contains("role_session_name = bob", Assert.Single(group.Advice), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deny_that_demands_the_name_refuses_and_is_answered_by_the_same_name()
    {
        const string deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"},{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
        Assert.Equal(new NameChange("alice", null, true), Assert.Single(Replayed(deny, Of(User("alice"), "x1", Details)).Refused).Change);
    }

    [Fact]
    public void A_source_identity_that_is_demanded_is_asked_for_with_the_permission_to_set_it()
    {
        var policy = PolicyOf("\"StringEquals\":{\"sts:SourceIdentity\":\"${aws:username}\"}", action: """["sts:AssumeRole","sts:SetSourceIdentity"]""");
        var group = Assert.Single(Replayed(policy, Of(User("alice"), "x1", Details)).Refused);
        Assert.Equal(new NameChange(null, "alice", true), group.Change);
        Assert.Contains(group.Advice, a => a.Contains("--role-session-name x1 --source-identity alice", StringComparison.Ordinal));
        Assert.Contains(group.Advice, a => a.Contains("sts:SetSourceIdentity", StringComparison.Ordinal));
    }

    [Fact]
    public void Whom_no_name_lets_in_is_told_so()
    {
        var policy = PolicyOf(OwnName);
        var service = Of(new UserIdentity { Type = "AWSService", InvokedBy = "ec2.amazonaws.com" }, "i-0123456789", Details);
        var role = Of(Session("Ci", "run-1"), "run-1", Details);
        Assert.All(Replayed(policy, service, role).Refused, g => Assert.Null(g.Change));
        Assert.Contains(Replayed(policy, service).Refused[0].Advice, a => a.Contains("names its sessions itself", StringComparison.Ordinal));
    }

    [Theory]
    // What the log tells is decided.
    [InlineData("\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}", ReplayVerdict.Allowed)]
    [InlineData("\"IpAddress\":{\"aws:SourceIp\":\"198.51.100.0/24\"}", ReplayVerdict.Refused)]
    [InlineData("\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}", ReplayVerdict.Refused)]
    [InlineData("\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"true\"}", ReplayVerdict.Allowed)]
    [InlineData("\"StringEquals\":{\"sts:ExternalId\":\"x\"}", ReplayVerdict.Refused)]
    [InlineData("\"StringLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::111122223333:user/a*\"}", ReplayVerdict.Allowed)]
    [InlineData("\"DateLessThan\":{\"aws:CurrentTime\":\"2025-01-01T00:00:00Z\"}", ReplayVerdict.Refused)]
    [InlineData("\"Null\":{\"saml:aud\":\"true\"}", ReplayVerdict.Allowed)]
    [InlineData("\"Null\":{\"aws:RequestTag/team\":\"true\"}", ReplayVerdict.Allowed)]
    // What it does not tell is not taken for allowed, nor for refused.
    [InlineData("\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}", ReplayVerdict.CannotSay)]
    [InlineData("\"StringNotEquals\":{\"aws:PrincipalTag/team\":\"x\"}", ReplayVerdict.CannotSay)]
    [InlineData("\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:PrincipalTag/name}\"}", ReplayVerdict.CannotSay)]
    [InlineData("\"StringEquals\":{\"aws:sts:RoleSessionName\":\"x\"}", ReplayVerdict.CannotSay)]
    // Whatever it was, another test refuses.
    [InlineData("\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\",\"sts:RoleSessionName\":\"other\"}", ReplayVerdict.Refused)]
    public void A_condition_is_decided_by_what_the_log_tells(string condition, ReplayVerdict expected) =>
        Assert.Equal(expected, Verdict(PolicyOf(condition), Of(User("alice"), "alice", Details)));

    [Fact]
    public void What_the_policy_of_then_asked_too_is_known_to_have_held()
    {
        const string organization = "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}";
        const string both = "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\",\"sts:RoleSessionName\":\"${aws:username}\"}";
        Assert.Equal(ReplayVerdict.Allowed, Verdict(PolicyOf(both), Of(User("alice"), "alice", Details, then: PolicyOf(organization))));
        Assert.Equal(ReplayVerdict.Refused, Verdict(PolicyOf(both), Of(User("alice"), "x1", Details, then: PolicyOf(organization))));
        // Another organization than then is another test.
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(PolicyOf(organization.Replace("o-1", "o-2", StringComparison.Ordinal)), Of(User("alice"), "alice", Details, then: PolicyOf(organization))));
        // A policy that cannot have admitted the call was not the one.
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(PolicyOf(both), Of(User("alice"), "alice", Details, then: PolicyOf("\"StringEquals\":{\"sts:RoleSessionName\":\"nobody\"}"))));
    }

    [Fact]
    public void Of_calls_whose_details_were_not_kept_it_is_said_what_is_missing()
    {
        var report = Replayed(PolicyOf("\"StringEquals\":{\"sts:ExternalId\":\"x\"}"), Of(User("alice"), "alice"));
        Assert.Equal(["sts:ExternalId", "whether session tags were passed"], Assert.Single(report.Undecided).Unknown);
        Assert.Equal(ReplayVerdict.Refused, Verdict(PolicyOf(OwnName), Of(User("alice"), "x1")));
    }

    [Theory]
    [InlineData("\"Null\":{\"aws:MultiFactorAuthPresent\":\"true\"}")]
    [InlineData("\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}")]
    [InlineData("\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"60\"}")]
    public void Whether_a_caller_of_another_account_showed_a_second_factor_is_not_known(string condition)
    {
        var stranger = new UserIdentity { Type = "AWSAccount", AccountId = "111122223333", PrincipalId = "AIDASTRANGER" };
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(PolicyOf(condition), Of(stranger, "alice", Details)));
    }

    [Fact]
    public void Session_tags_need_their_own_permission()
    {
        var tagged = Details with { Tagged = true };
        Assert.Equal(ReplayVerdict.Refused, Verdict(PolicyOf(), Of(User("alice"), "alice", tagged)));
        Assert.Equal(ReplayVerdict.Allowed, Verdict(PolicyOf(action: """["sts:AssumeRole","sts:TagSession"]"""), Of(User("alice"), "alice", tagged)));
    }

    [Fact]
    public void A_role_is_matched_by_its_arn_with_the_path()
    {
        var call = Of(Session("Ci", "run-1"), "run-1", Details);
        Assert.Equal(ReplayVerdict.Allowed, Verdict(PolicyOf(principal: """{"AWS":"arn:aws:iam::111122223333:role/path/Ci"}"""), call));
        Assert.Equal(ReplayVerdict.Refused, Verdict(PolicyOf(principal: """{"AWS":"arn:aws:iam::111122223333:role/Ci"}"""), call));
    }

    [Fact]
    public void A_caller_of_another_account_is_known_by_its_id_alone_unless_its_own_account_named_it()
    {
        var stranger = new UserIdentity { Type = "AWSAccount", AccountId = "444455556666", PrincipalId = "AIDACAROL" };
        var named = new Origin("IAMUser", "arn:aws:iam::444455556666:user/carol", "444455556666", "carol", "AIDACAROL", null);
        var policy = PolicyOf(OwnName, """{"AWS":"444455556666"}""");
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(policy, Of(stranger, "carol", Details)));
        Assert.Equal(ReplayVerdict.Allowed, Verdict(policy, Of(stranger, "carol", Details, person: named)));
        Assert.Equal(ReplayVerdict.Allowed, Verdict(PolicyOf(principal: """{"AWS":"444455556666"}"""), Of(stranger, "carol", Details)));
        Assert.Equal(ReplayVerdict.Refused, Verdict(PolicyOf(), Of(stranger, "carol", Details)));
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(PolicyOf(principal: """{"AWS":"arn:aws:iam::444455556666:user/carol"}"""), Of(stranger, "carol", Details)));
    }

    [Fact]
    public void A_source_identity_that_was_handed_on_may_not_have_been_asked_for()
    {
        var policy = PolicyOf("\"StringEquals\":{\"sts:SourceIdentity\":\"alice\"}", action: """["sts:AssumeRole","sts:SetSourceIdentity"]""");
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(policy, Of(Session("Ci", "run-1", "alice"), "run-1", Details, "alice")));
        Assert.Equal(ReplayVerdict.Allowed, Verdict(policy, Of(Session("Ci", "run-1"), "run-1", Details, "alice")));
    }

    [Fact]
    public void Federated_calls_are_told_by_their_provider_and_advised_in_its_terms()
    {
        const string provider = "arn:aws:iam::111122223333:oidc-provider/token.example.com";
        var web = Of(new UserIdentity { Type = "WebIdentityUser", UserName = "repo:a/b", IdentityProvider = provider }, "run-1", Details with { Audience = "sts.amazonaws.com" }, eventName: "AssumeRoleWithWebIdentity");
        var pinned = $$"""{"Federated":"{{provider}}"}""";
        Assert.Equal(ReplayVerdict.Allowed, Verdict(PolicyOf("\"StringEquals\":{\"token.example.com:aud\":\"sts.amazonaws.com\",\"token.example.com:sub\":\"repo:a/b\"}", pinned, "\"sts:AssumeRoleWithWebIdentity\""), web));
        var group = Assert.Single(Replayed(PolicyOf("\"StringEquals\":{\"sts:RoleSessionName\":\"ci\"}", pinned, "\"sts:AssumeRoleWithWebIdentity\""), web).Refused);
        Assert.Contains("AWS_ROLE_SESSION_NAME=ci", Assert.Single(group.Advice), StringComparison.Ordinal);
        var saml = Of(new UserIdentity { Type = "SAMLUser", UserName = "alice@example.com" }, "alice", Details with { Provider = "arn:aws:iam::111122223333:saml-provider/a", Audience = "https://signin.aws.amazon.com/saml" }, eventName: "AssumeRoleWithSAML");
        Assert.Equal(ReplayVerdict.Allowed, Verdict(PolicyOf("\"StringEquals\":{\"SAML:aud\":\"https://signin.aws.amazon.com/saml\"}", """{"Federated":"arn:aws:iam::111122223333:saml-provider/a"}""", "\"sts:AssumeRoleWithSAML\""), saml));
    }

    [Fact]
    public void A_call_that_tells_no_session_name_cannot_be_judged() =>
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(PolicyOf(), Of(User("alice"), null, Details)));

    [Fact]
    public void More_open_tests_than_are_gone_through_are_not_decided()
    {
        var many = string.Join(',', Enumerable.Range(0, 12).Select(i => $"\"aws:PrincipalTag/t{i}\":\"x\""));
        Assert.Equal(ReplayVerdict.CannotSay, Verdict(PolicyOf($"\"StringNotEquals\":{{{many}}}"), Of(User("alice"), "alice", Details)));
    }
}
