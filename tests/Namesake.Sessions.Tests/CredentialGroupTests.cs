using Namesake.Sessions.Attributions;
using Namesake.Sessions.Lineage;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class CredentialGroupTests
{
    private readonly Log _log = new();

    [Fact]
    public void Console_requests_of_one_sign_in_are_one_group_whatever_their_keys()
    {
        var session = new Session { Role = "Support", Name = "x", Key = "ASIAONE", Created = At.Noon };
        Assert.Equal(Group(session, console: true), Group(session with { Key = "ASIATWO" }, console: true));
        Assert.Equal(Group(session, console: true), Group(session with { Key = null }, console: false));
        Assert.NotEqual(Group(session, console: true), Group(session with { Created = At.Noon + At.Second }, console: true));
        Assert.NotEqual(Group(session, console: true), Group(session with { Name = "y" }, console: true));
    }

    [Fact]
    public void Other_events_are_grouped_by_their_key()
    {
        var session = new Session { Role = "Support", Name = "x", Key = "ASIAONE", Created = At.Noon };
        Assert.Equal(Group(session, console: false), Group(session with { Created = null }, console: false));
        Assert.NotEqual(Group(session, console: false), Group(session with { Key = "ASIATWO" }, console: false));
        Assert.Null(Group(session with { Key = null, Created = null }, console: false));
    }

    [Fact]
    public void On_whose_behalf_one_event_acts_holds_for_the_other_events_of_its_key()
    {
        var session = new Session { Role = "Portal", Name = "botocore-session-1", Key = "ASIAPORTAL", Created = At.Noon };
        var plain = _log.Act(session);
        Assert.Equal(Evidence.None, _log.Ask(plain).Evidence);
        _log.Act(session with { OnBehalfOf = ("user-1", Who.Store) }, At.Noon + At.Hour);
        var answer = _log.Ask(plain);
        Assert.Equal((Evidence.EnforcedName, "IdentityCenterUser", "user-1", Who.Store), (answer.Evidence, answer.Origin?.Type, answer.Origin?.PrincipalId, answer.Origin?.Arn));
    }

    [Fact]
    public void The_same_holds_in_the_console_and_not_for_another_session()
    {
        var session = new Session { Role = "Portal", Name = "x", Key = "ASIAONE", Created = At.Noon };
        _log.Act(session with { OnBehalfOf = ("user-1", Who.Store) }, console: true);
        Assert.Equal("user-1", _log.Ask(_log.Act(session with { Key = "ASIATWO" }, console: true)).Origin?.PrincipalId);
        Assert.Equal(Evidence.ClaimedName, _log.Ask(_log.Act(session with { Key = "ASIATWO", Created = At.Noon + At.Minute }, console: true)).Evidence);
        Assert.Equal(Evidence.ClaimedName, _log.Ask(_log.Act(session with { Key = "ASIATWO" })).Evidence);
    }

    [Fact]
    public void A_source_identity_that_one_event_shows_holds_for_its_group()
    {
        var session = new Session { Role = "Portal", Name = "x", Key = "ASIAONE", Created = At.Noon };
        _log.Act(session with { SourceIdentity = "dana" });
        var answer = _log.Ask(_log.Act(session));
        Assert.Equal((Evidence.ClaimedName, "dana"), (answer.Evidence, answer.Origin?.UserName));
        Assert.Contains("source identity", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sign_in_session_goes_on_while_its_keys_rotate_and_keeps_its_person()
    {
        var session = new Session { Role = "Portal", Name = "x", Key = "ASIAONE", Created = At.Noon, SignIn = Who.SignIn("one") };
        _log.Act(session with { OnBehalfOf = ("user-1", Who.Store), SourceIdentity = "dana" });
        var rotated = _log.Ask(_log.Act(session with { Key = "ASIATWO" }));
        Assert.Equal(("IdentityCenterUser", "user-1"), (rotated.Origin?.Type, rotated.Origin?.PrincipalId));
        Assert.Equal(Evidence.ClaimedName, _log.Ask(_log.Act(session with { Key = "ASIATHREE", SignIn = Who.SignIn("two") })).Evidence);
    }

    [Fact]
    public void The_key_of_a_person_is_the_user_id_together_with_the_store()
    {
        var portal = new Session { Role = "Portal", Name = "x", Key = "ASIAPORTAL", Created = At.Noon };
        var sso = new Session { Role = Who.SsoRole("Admin"), Name = "carol@example.com", Key = "ASIASSO", Created = At.Noon, OnBehalfOf = ("user-1", Who.Store) };
        _log.Act(sso);
        Assert.Equal("carol@example.com", _log.Ask(_log.Act(portal with { OnBehalfOf = ("user-1", Who.Store) })).Origin?.UserName);
        var elsewhere = _log.Ask(_log.Act(portal with { Key = "ASIAOTHER", OnBehalfOf = ("user-1", "arn:aws:identitystore::444455556666:identitystore/d-other") }));
        Assert.Null(elsewhere.Origin?.UserName);
        Assert.Equal("Identity Center user user-1", elsewhere.Origin?.Label);
    }

    [Fact]
    public void Acting_on_behalf_does_not_survive_a_plain_assume_role_unless_the_chain_carries_it()
    {
        var portal = new Session { Role = "Portal", Name = "x", Key = "ASIAPORTAL", Created = At.Noon, OnBehalfOf = ("user-1", Who.Store) };
        var next = _log.Assume(portal.Identity, "Deploy", "x");
        Assert.Equal((Evidence.EnforcedName, "user-1"), Short(_log.Ask(_log.Act(next))));
        Assert.Equal(Evidence.ClaimedName, _log.Ask(_log.Act(next with { Key = "ASIAUNTIED" })).Evidence);
    }

    private static CredentialGroup? Group(Session session, bool console) => CredentialGroup.Of(session.Identity, console);

    private static (Evidence, string?) Short(Answer answer) => (answer.Evidence, answer.Origin?.PrincipalId);
}
