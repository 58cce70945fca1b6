using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class OriginTests
{
    private readonly Log _log = new();

    public static TheoryData<string> Kinds => ["SAMLUser", "WebIdentityUser", "AWSService", "IAMUser"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_caller_is_named_as_what_it_is(string type)
    {
        var (caller, by, label) = type switch
        {
            "SAMLUser" => (Who.Saml("carol@example.com"), "AssumeRoleWithSAML", "carol@example.com"),
            "WebIdentityUser" => (Who.Web("1234567890"), "AssumeRoleWithWebIdentity", "1234567890"),
            "AWSService" => (Who.Service("ec2.amazonaws.com"), "AssumeRole", "ec2.amazonaws.com"),
            _ => (Who.User("alice"), "AssumeRole", "alice"),
        };
        var answer = _log.Ask(_log.Act(_log.Assume(caller, "Finance", "x", by: by)));
        Assert.Equal((Evidence.Key, type, label, true), (answer.Evidence, answer.Origin?.Type, answer.Origin?.Label, answer.Complete));
    }

    [Fact]
    public void A_service_may_assume_a_role_without_telling_the_sessions_id()
    {
        var session = _log.Assume(Who.Service("lambda.amazonaws.com"), "Worker", "job", showsPrincipal: false);
        Assert.Equal("lambda.amazonaws.com", _log.Ask(_log.Act(session)).Origin?.InvokedBy);
    }

    [Fact]
    public void The_root_user_is_named_by_his_account()
    {
        var answer = _log.Ask(_log.Act(Who.Root()));
        Assert.Equal((Evidence.Key, "Root", "the root user of 111122223333", true), (answer.Evidence, answer.Origin?.Type, answer.Origin?.Label, answer.Complete));
    }

    [Fact]
    public void A_users_own_event_needs_no_chain()
    {
        var answer = _log.Ask(_log.Act(Who.User("alice")));
        Assert.Equal((Evidence.Key, "alice", 0), (answer.Evidence, answer.Origin?.UserName, answer.Chain.Length));
    }

    [Fact]
    public void An_event_that_does_not_say_who_made_it_is_nobodys()
    {
        var answer = _log.Ask(_log.Act(UserIdentity.None));
        Assert.Equal((Evidence.None, null, false), (answer.Evidence, answer.Origin, answer.Complete));
    }

    [Fact]
    public void A_federated_user_leads_to_whoever_asked_for_the_token()
    {
        var answer = _log.Ask(_log.Act(_log.Federate(Who.User("alice"), "partner")));
        Assert.Equal((Evidence.Key, "alice"), (answer.Evidence, answer.Origin?.UserName));
    }

    [Fact]
    public void A_federated_user_without_issuing_event_is_his_whom_AWS_names_as_issuer()
    {
        var answer = _log.Ask(_log.Act(new Session { Type = "FederatedUser", Name = "partner", Key = "ASIALOST", Issuer = "alice" }));
        Assert.Equal((Evidence.EnforcedName, "IAMUser", "alice", true), (answer.Evidence, answer.Origin?.Type, answer.Origin?.UserName, answer.Complete));
    }

    [Fact]
    public void A_session_token_leads_to_its_user_through_a_role()
    {
        var key = _log.SessionToken(Who.User("alice"));
        var answer = _log.Ask(_log.Act(_log.Assume(Who.User("alice", key: key), "Support", "alice")));
        Assert.Equal((Evidence.Key, "alice", 2), (answer.Evidence, answer.Origin?.UserName, answer.Chain.Length));
    }

    [Fact]
    public void An_Identity_Center_role_names_its_session_after_the_user()
    {
        var session = new Session { Role = Who.SsoRole("Admin"), Name = "carol@example.com", Key = "ASIASSO", Created = At.Noon };
        var answer = _log.Ask(_log.Act(session));
        Assert.Equal((Evidence.EnforcedName, "IdentityCenterUser", "carol@example.com", true), (answer.Evidence, answer.Origin?.Type, answer.Origin?.UserName, answer.Complete));
    }

    [Fact]
    public void A_role_that_only_looks_like_it_names_nobody()
    {
        var answer = _log.Ask(_log.Act(new Session { Role = "MyAWSReservedSSO_Admin", Name = "carol@example.com", Key = "ASIASSO" }));
        Assert.Equal(Evidence.ClaimedName, answer.Evidence);
    }

    [Fact]
    public void An_Identity_Center_user_is_his_id_and_his_store()
    {
        var identity = new UserIdentity { Type = "IdentityCenterUser", AccountId = Who.Home, OnBehalfOfUser = "user-1", OnBehalfOfStore = Who.Store };
        var e = _log.Act(identity);
        var answer = _log.Ask(e);
        Assert.Equal((Evidence.Key, "IdentityCenterUser", "user-1", Who.Store), (answer.Evidence, answer.Origin?.Type, answer.Origin?.PrincipalId, answer.Origin?.Arn));
        Assert.Equal("Identity Center user user-1", answer.Origin?.Label);
        _log.Act(new Session { Role = Who.SsoRole("Admin"), Name = "carol@example.com", Key = "ASIASSO", OnBehalfOf = ("user-1", Who.Store) });
        Assert.Equal("carol@example.com", _log.Ask(e).Origin?.Label);
    }

    [Fact]
    public void A_service_linked_session_without_issuing_event_names_its_service_and_nobody_else()
    {
        var session = new Session { Role = "AWSServiceRoleForSupport", Path = "aws-service-role/support.amazonaws.com/", Name = "alice", Created = At.Noon };
        var answer = _log.Ask(_log.Act(session));
        Assert.Equal((Evidence.None, null), (answer.Evidence, answer.Origin));
        Assert.Contains("support.amazonaws.com", answer.Reason, StringComparison.Ordinal);
    }
}
