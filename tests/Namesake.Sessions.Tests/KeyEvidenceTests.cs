using Namesake.Sessions.Attributions;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class KeyEvidenceTests
{
    private readonly Log _log = new();

    [Fact]
    public void A_key_with_one_issuing_event_names_its_caller()
    {
        var answer = _log.Ask(_log.Act(_log.Assume(Who.User("alice"), "Support", "alice", id: "issue")));
        Assert.Equal((Evidence.Key, "IAMUser", "alice", Who.Home, true), (answer.Evidence, answer.Origin?.Type, answer.Origin?.UserName, answer.Origin?.Account, answer.Complete));
        Assert.Equal("issue", AnswerText.Ids(answer.Chain));
        Assert.Equal("arn:aws:iam::111122223333:user/alice", answer.Origin?.Arn);
    }

    [Theory]
    [InlineData(-2 * At.Second, false)]
    [InlineData(-At.Second, true)]
    [InlineData(0, true)]
    [InlineData(12 * At.Hour, true)]
    [InlineData(12 * At.Hour + 5 * At.Minute, true)]
    [InlineData(12 * At.Hour + 5 * At.Minute + At.Second, false)]
    public void A_users_role_session_lasts_twelve_hours(long after, bool serves) =>
        AssertServes(_log.Assume(Who.User("alice"), "Support", "alice"), after, serves);

    [Theory]
    [InlineData(At.Hour, true)]
    [InlineData(At.Hour + 5 * At.Minute, true)]
    [InlineData(At.Hour + 6 * At.Minute, false)]
    public void A_chained_session_lasts_an_hour(long after, bool serves) =>
        AssertServes(_log.Assume(_log.Assume(Who.User("alice"), "First", "alice").Identity, "Second", "alice"), after, serves);

    [Theory]
    [InlineData(At.Hour, true)]
    [InlineData(2 * At.Hour, false)]
    public void A_session_that_another_accounts_role_asked_for_is_chained_too(long after, bool serves) =>
        AssertServes(_log.Assume(Who.Stranger(Who.Away, "AROAFAR:bob"), "Support", "bob"), after, serves);

    [Theory]
    [InlineData(36 * At.Hour, true)]
    [InlineData(37 * At.Hour, false)]
    public void A_federated_session_lasts_thirty_six_hours(long after, bool serves) =>
        AssertServes(_log.Federate(Who.User("alice"), "partner"), after, serves);

    [Theory]
    [InlineData(36 * At.Hour, 1)]
    [InlineData(37 * At.Hour, 0)]
    public void A_session_token_lasts_thirty_six_hours_and_its_user_stays_the_user(long after, int hops)
    {
        var key = _log.SessionToken(Who.User("alice"));
        var answer = _log.Ask(_log.Act(Who.User("alice", key: key), At.Noon + after));
        Assert.Equal((hops, Evidence.Key, "alice"), (answer.Chain.Length, answer.Evidence, answer.Origin?.UserName));
    }

    [Theory]
    [InlineData(At.Hour, 1)]
    [InlineData(2 * At.Hour, 0)]
    public void A_root_session_lasts_an_hour_at_the_most(long after, int hops)
    {
        var session = _log.Assume(Who.User("alice"), "", "", key: "ASIAROOT", by: "AssumeRoot", showsPrincipal: false);
        var root = new Events.UserIdentity { Type = "Root", AccountId = Who.Away, PrincipalId = Who.Away, AccessKeyId = session.Key };
        Assert.Equal(hops, _log.Ask(_log.Act(root, At.Noon + after)).Chain.Length);
    }

    [Fact]
    public void A_key_is_followed_only_for_the_role_that_it_was_issued_for()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        var answer = _log.Ask(_log.Act(session with { Role = "Other" }));
        Assert.Equal((Evidence.ClaimedName, 0), (answer.Evidence, answer.Chain.Length));
    }

    [Fact]
    public void Where_the_issuing_event_shows_no_principal_the_role_decides()
    {
        var session = _log.Assume(Who.Service("ec2.amazonaws.com"), "Web", "i-0abcdef1234567890", showsPrincipal: false, path: "service-role/");
        Assert.Equal(Evidence.Key, _log.Ask(_log.Act(session with { Path = "" })).Evidence);
        Assert.Equal(Evidence.None, _log.Ask(_log.Act(session with { Role = "Other" })).Evidence);
        Assert.Equal(Evidence.None, _log.Ask(_log.Act(session with { Account = Who.Away })).Evidence);
    }

    [Fact]
    public void A_session_token_is_no_role_session_and_no_other_users()
    {
        var key = _log.SessionToken(Who.User("alice"));
        var role = _log.Ask(_log.Act(new Session { Role = "Support", Name = "alice", Key = key }));
        Assert.Equal((Evidence.ClaimedName, 0), (role.Evidence, role.Chain.Length));
        Assert.Empty(_log.Ask(_log.Act(Who.User("bob", key: key))).Chain);
    }

    [Fact]
    public void A_role_key_is_no_users()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice", showsPrincipal: false);
        var answer = _log.Ask(_log.Act(Who.User("bob", key: session.Key)));
        Assert.Equal((0, "bob"), (answer.Chain.Length, answer.Origin?.UserName));
    }

    [Fact]
    public void A_key_that_is_issued_again_later_belongs_to_each_caller_in_its_time()
    {
        var first = _log.Assume(Who.User("alice"), "Support", "alice", key: "ASIAAGAIN");
        var second = _log.Assume(Who.User("bob"), "Support", "bob", at: At.Noon + 48 * At.Hour, key: "ASIAAGAIN");
        Assert.Equal("alice", _log.Ask(_log.Act(first)).Origin?.UserName);
        Assert.Equal("bob", _log.Ask(_log.Act(second, At.Noon + 49 * At.Hour)).Origin?.UserName);
        Assert.Equal(Evidence.ClaimedName, _log.Ask(_log.Act(first, At.Noon + 30 * At.Hour)).Evidence);
    }

    [Fact]
    public void A_key_that_two_roles_share_belongs_to_each_caller_in_his_role()
    {
        var first = _log.Assume(Who.User("alice"), "Support", "x", key: "ASIASHARED");
        var second = _log.Assume(Who.User("bob"), "Deploy", "x", key: "ASIASHARED");
        Assert.Equal("alice", _log.Ask(_log.Act(first)).Origin?.UserName);
        Assert.Equal("bob", _log.Ask(_log.Act(second)).Origin?.UserName);
    }

    [Fact]
    public void Several_issuing_events_of_one_key_are_ambiguous_and_all_are_listed()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "x", key: "ASIATWICE", id: "one");
        _log.Assume(Who.User("bob"), "Support", "x", at: At.Noon + At.Second, key: "ASIATWICE", id: "two");
        _log.Assume(Who.User("carol"), "Support", "x", at: At.Noon + At.Hour, key: "ASIATWICE", id: "too late");
        var answer = _log.Ask(_log.Act(session));
        Assert.Equal((Evidence.Ambiguous, null, false), (answer.Evidence, answer.Origin, answer.Complete));
        Assert.Equal("alice: one, bob: two", string.Join(", ", answer.Candidates.Select(c => $"{c.Origin.UserName}: {AnswerText.Ids(c.Chain)}")));
    }

    [Theory]
    [InlineData("ASIA************")]
    [InlineData("HIDDEN_DUE_TO_SECURITY_REASONS")]
    [InlineData("<redacted>")]
    public void A_masked_key_ties_nothing(string mask)
    {
        var session = _log.Assume(Who.User("alice"), "Support", "x", key: mask);
        var answer = _log.Ask(_log.Act(session with { Created = null }));
        Assert.Equal((Evidence.ClaimedName, 0), (answer.Evidence, answer.Chain.Length));
        Assert.Contains("masked", answer.Reason, StringComparison.Ordinal);
        Assert.Equal(Evidence.Session, _log.Ask(_log.Act(session)).Evidence);
    }

    private void AssertServes(Session session, long after, bool serves)
    {
        var answer = _log.Ask(_log.Act(session, At.Noon + after));
        Assert.Equal(serves, answer.Evidence == Evidence.Key && answer.Chain.Length > 0);
    }
}
