using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class CrossAccountTests
{
    private readonly Log _log = new();

    [Theory]
    [InlineData("a-caller", "b-role")]
    [InlineData("b-caller", "a-role")]
    public void Of_two_copies_the_callers_own_wins(string callersId, string rolesId)
    {
        var session = Copy(Who.Stranger(Who.Away, Who.UserId("bob", Who.Away)), rolesId);
        Copy(Who.User("bob", Who.Away), callersId);
        var answer = _log.Ask(_log.Act(session));
        Assert.Equal((Evidence.Key, "IAMUser", "bob"), (answer.Evidence, answer.Origin?.Type, answer.Origin?.UserName));
        Assert.Equal(callersId, AnswerText.Ids(answer.Chain));
    }

    [Fact]
    public void A_copy_fills_in_what_the_callers_own_leaves_out()
    {
        Copy(Who.User("bob", Who.Away), "caller", key: null, showsPrincipal: false);
        var session = Copy(Who.Stranger(Who.Away, Who.UserId("bob", Who.Away)), "role");
        Assert.Equal((Evidence.Key, "bob"), Short(_log.Ask(_log.Act(session))));
        Assert.Equal((Evidence.Session, "bob"), Short(_log.Ask(_log.Act(session with { Key = null }))));
    }

    [Fact]
    public void Copies_that_share_an_id_but_not_a_key_are_of_different_calls()
    {
        var first = Copy(Who.User("alice", Who.Away), "one", key: "ASIAONE");
        var second = Copy(Who.User("bob", Who.Away), "two", key: "ASIATWO");
        Assert.Equal((Evidence.Key, "alice"), Short(_log.Ask(_log.Act(first))));
        Assert.Equal((Evidence.Key, "bob"), Short(_log.Ask(_log.Act(second))));
    }

    [Fact]
    public void The_roles_copy_alone_knows_the_account_and_the_id()
    {
        var answer = _log.Ask(_log.Act(Copy(Who.Stranger(Who.Away, "AIDAUNSEEN"), "role")));
        Assert.Equal((Evidence.Key, "AWSAccount", Who.Away, "AIDAUNSEEN", true), (answer.Evidence, answer.Origin?.Type, answer.Origin?.Account, answer.Origin?.PrincipalId, answer.Complete));
    }

    [Fact]
    public void The_roles_copy_alone_gets_its_name_from_any_event_of_the_user()
    {
        var session = Copy(Who.Stranger(Who.Away, Who.UserId("bob", Who.Away)), "role");
        _log.Act(Who.User("bob", Who.Away), At.Noon + 100 * At.Hour);
        var answer = _log.Ask(_log.Act(session));
        Assert.Equal(("IAMUser", "bob", Who.Away), (answer.Origin?.Type, answer.Origin?.UserName, answer.Origin?.Account));
    }

    [Fact]
    public void A_caller_known_only_as_a_role_of_another_account_leaves_the_chain_incomplete()
    {
        var answer = _log.Ask(_log.Act(Copy(Who.Stranger(Who.Away, "AROAFAR:bob"), "role")));
        Assert.Equal(("AWSAccount", false), (answer.Origin?.Type, answer.Complete));
    }

    [Fact]
    public void The_callers_copy_carries_the_chain_on()
    {
        var first = _log.Assume(Who.User("bob", Who.Away), "Deploy", "bob", account: Who.Away, id: "first");
        Copy(Who.Stranger(Who.Away, first.PrincipalId), "role");
        var session = Copy(first.Identity, "caller");
        var answer = _log.Ask(_log.Act(session));
        Assert.Equal("caller first", AnswerText.Ids(answer.Chain));
        Assert.Equal((Evidence.Key, "bob"), Short(answer));
    }

    private Session Copy(UserIdentity caller, string id, string? key = "ASIACROSS", bool showsPrincipal = true)
    {
        var session = _log.Assume(caller, "Admin", "x", key: key ?? "HIDDEN_DUE_TO_SECURITY_REASONS", sharedId: "shared", id: id, showsPrincipal: showsPrincipal);
        return session;
    }

    private static (Evidence, string?) Short(Answer answer) => (answer.Evidence, answer.Origin?.UserName);
}
