using Namesake.Sessions.Attributions;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class SessionEvidenceTests
{
    private readonly Log _log = new();

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_keyless_event_is_tied_by_a_creation_date_equal_to_its_issuing_events_time_or_a_second_before(int seconds, bool tied)
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        var answer = _log.Ask(_log.Act(session with { Key = null, Created = At.Noon + seconds * At.Second }));
        Assert.Equal(tied ? Evidence.Session : Evidence.ClaimedName, answer.Evidence);
        Assert.Equal(tied, answer.Complete);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(12 * 3_600, true)]
    [InlineData(13 * 3_600, false)]
    public void A_keyless_event_must_fit_in_time_too(int seconds, bool tied)
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        Assert.Equal(tied, _log.Ask(_log.Act(session with { Key = null }, At.Noon + seconds * At.Second)).Evidence == Evidence.Session);
    }

    [Fact]
    public void A_console_session_is_tied_though_its_keys_change_with_every_request()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice", console: true);
        foreach (var key in new[] { "ASIAONE", "ASIATWO" })
            Assert.Equal((Evidence.Session, "alice"), Short(_log.Ask(_log.Act(session with { Key = key }, console: true))));
    }

    [Fact]
    public void An_unknown_key_outside_the_console_is_tied_by_nothing()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        Assert.Equal(Evidence.ClaimedName, _log.Ask(_log.Act(session with { Key = "ASIAUNKNOWN" })).Evidence);
    }

    [Fact]
    public void A_console_event_with_an_issued_key_is_tied_by_its_key()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        Assert.Equal(Evidence.Key, _log.Ask(_log.Act(session, console: true)).Evidence);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ASIAFORWARD")]
    public void A_service_that_acts_for_its_caller_is_the_same_person(string? key)
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        var answer = _log.Ask(_log.Act(session with { Key = key, InvokedBy = "cloudformation.amazonaws.com" }));
        Assert.Equal((Evidence.Session, "alice"), Short(answer));
    }

    [Fact]
    public void Two_sessions_of_one_name_and_second_are_ambiguous_without_a_key_and_told_apart_by_theirs()
    {
        var first = _log.Assume(Who.User("alice"), "Support", "x", id: "a");
        var second = _log.Assume(Who.User("bob"), "Support", "x", id: "b");
        var answer = _log.Ask(_log.Act(first with { Key = null }));
        Assert.Equal((Evidence.Ambiguous, null), Short(answer));
        Assert.Equal("a, b", string.Join(", ", answer.Candidates.Select(c => AnswerText.Ids(c.Chain))));
        Assert.Equal((Evidence.Key, "alice"), Short(_log.Ask(_log.Act(first))));
        Assert.Equal((Evidence.Key, "bob"), Short(_log.Ask(_log.Act(second))));
    }

    [Fact]
    public void Two_sessions_a_second_apart_are_ambiguous_where_the_creation_date_fits_both()
    {
        var first = _log.Assume(Who.User("alice"), "Support", "x");
        var second = _log.Assume(Who.User("bob"), "Support", "x", at: At.Noon + At.Second);
        Assert.Equal(Evidence.Ambiguous, _log.Ask(_log.Act(first with { Key = null })).Evidence);
        Assert.Equal((Evidence.Session, "bob"), Short(_log.Ask(_log.Act(second with { Key = null }))));
    }

    [Fact]
    public void One_session_name_may_serve_many_sessions()
    {
        var first = _log.Assume(Who.User("alice"), "Support", "x");
        var later = _log.Assume(Who.User("bob"), "Support", "x", at: At.Noon + At.Hour);
        Assert.Equal((Evidence.Session, "alice"), Short(_log.Ask(_log.Act(first with { Key = null }, At.Noon + 2 * At.Hour))));
        Assert.Equal((Evidence.Session, "bob"), Short(_log.Ask(_log.Act(later with { Key = null }, At.Noon + 2 * At.Hour))));
    }

    [Fact]
    public void A_session_of_another_role_with_the_same_name_and_second_is_not_confused()
    {
        var first = _log.Assume(Who.User("alice"), "Support", "x");
        _log.Assume(Who.User("bob"), "Deploy", "x");
        Assert.Equal((Evidence.Session, "alice"), Short(_log.Ask(_log.Act(first with { Key = null }))));
    }

    [Fact]
    public void A_federated_session_without_a_key_is_tied_likewise()
    {
        var session = _log.Federate(Who.User("alice"), "partner");
        Assert.Equal((Evidence.Session, "alice"), Short(_log.Ask(_log.Act(session with { Key = null, Issuer = null }))));
    }

    [Fact]
    public void A_switch_of_role_in_the_console_is_tied_by_role_and_time()
    {
        var session = _log.Assume(Who.User("alice"), "Admin", "alice", console: true, account: Who.Away);
        var answer = _log.Ask(_log.Act(session with { Key = "ASIAPERREQUEST" }, console: true));
        Assert.Equal((Evidence.Session, "alice"), Short(answer));
        Assert.Equal(Who.Home, answer.Origin?.Account);
    }

    [Fact]
    public void A_service_linked_session_without_a_key_is_the_services()
    {
        var role = "AWSServiceRoleForSupport";
        var session = _log.Assume(Who.Service("support.amazonaws.com"), role, "x", path: "aws-service-role/support.amazonaws.com/");
        var answer = _log.Ask(_log.Act(session with { Key = null, InvokedBy = "support.amazonaws.com" }));
        Assert.Equal((Evidence.Session, "AWSService", "support.amazonaws.com"), (answer.Evidence, answer.Origin?.Type, answer.Origin?.InvokedBy));
    }

    private static (Evidence, string?) Short(Answer answer) => (answer.Evidence, answer.Origin?.UserName);
}
