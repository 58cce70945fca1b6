using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class ContradictionTests
{
    private readonly Log _log = new();

    [Fact]
    public void Another_persons_name_is_an_alarm_and_does_not_change_the_answer()
    {
        _log.Act(Who.User("alice"));
        var answer = Ask(Who.User("mallory"), "alice");
        Assert.Equal((Evidence.Key, "mallory"), (answer.Evidence, answer.Origin?.UserName));
        Assert.Contains("alice", answer.Contradiction, StringComparison.Ordinal);
        Assert.Contains("mallory", answer.Contradiction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice", "Alice")]
    [InlineData("Alice", "ALICE")]
    public void Names_are_compared_without_case(string user, string name)
    {
        _log.Act(Who.User("bob"));
        Assert.Null(Ask(Who.User(user), name).Contradiction);
        Assert.NotNull(Ask(Who.User(user), "BOB").Contradiction);
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("mallory-laptop")]
    public void A_name_of_nobody_in_the_logs_accuses_nobody(string name)
    {
        _log.Act(Who.User("alice"));
        Assert.Null(Ask(Who.User("mallory"), name).Contradiction);
    }

    [Fact]
    public void People_of_Identity_Center_and_of_SAML_have_names_that_can_be_stolen_too()
    {
        _log.Act(new Session { Role = Who.SsoRole("Admin"), Name = "carol@example.com", Key = "ASIASSO" });
        _log.Act(Who.Saml("dana@example.com"));
        Assert.Contains("Identity Center", Ask(Who.User("mallory"), "carol@example.com").Contradiction, StringComparison.Ordinal);
        Assert.Contains("SAML", Ask(Who.User("mallory"), "dana@example.com").Contradiction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_stolen_in_the_middle_of_a_chain_is_seen_at_its_end()
    {
        _log.Act(Who.User("alice"));
        var stolen = _log.Assume(Who.User("mallory"), "First", "alice");
        var answer = _log.Ask(_log.Act(_log.Assume(stolen.Identity, "Second", "mallory")));
        Assert.Contains("alice", answer.Contradiction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_user_bears_no_users_name()
    {
        _log.Act(Who.User("alice"));
        Assert.NotNull(Ask(Who.Root(), "alice").Contradiction);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_source_identity_of_another_person_is_an_alarm_where_the_event_or_the_issuing_event_shows_it(bool inEvent)
    {
        _log.Act(Who.User("alice"));
        var session = _log.Assume(Who.User("mallory"), "Support", "x", sourceIdentity: inEvent ? null : "alice");
        var answer = _log.Ask(_log.Act(session with { SourceIdentity = inEvent ? "alice" : null }));
        Assert.Contains("source identity", answer.Contradiction, StringComparison.Ordinal);
    }

    [Fact]
    public void Acting_on_behalf_of_somebody_with_a_users_key_is_an_alarm()
    {
        var session = _log.Assume(Who.User("mallory"), "Support", "x");
        Assert.Contains("user-1", _log.Ask(_log.Act(session with { OnBehalfOf = ("user-1", Who.Store) })).Contradiction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user-1", Who.Store, false)]
    [InlineData("user-1", null, false)]
    [InlineData("user-2", Who.Store, true)]
    [InlineData("user-1", "arn:aws:identitystore::444455556666:identitystore/d-other", true)]
    public void Acting_on_behalf_of_another_Identity_Center_user_than_the_keys_lead_to_is_an_alarm(string user, string? store, bool alarm)
    {
        var person = new Session { Role = "Portal", Name = "x", Key = "ASIAPORTAL", OnBehalfOf = ("user-1", Who.Store) };
        var session = _log.Assume(person.Identity, "Support", "x");
        var answer = _log.Ask(_log.Act(session with { OnBehalfOf = (user, store) }));
        Assert.Equal(alarm, answer.Contradiction is not null);
    }

    [Fact]
    public void A_SAML_sessions_name_is_the_providers_choice_and_a_services_is_nobodys()
    {
        _log.Act(Who.User("alice"));
        Assert.Null(Ask(Who.Saml("_opaque"), "alice", "AssumeRoleWithSAML").Contradiction);
        Assert.Null(Ask(Who.Service("lambda.amazonaws.com"), "alice").Contradiction);
    }

    [Fact]
    public void Where_the_keys_lead_to_no_named_person_no_name_contradicts()
    {
        _log.Act(Who.User("alice"));
        var lost = new Session { Role = "Deploy", Name = "bob", Key = "ASIALOST" };
        Assert.Null(Ask(lost.Identity, "alice").Contradiction);
        Assert.Null(Ask(Who.Stranger(Who.Away, "AIDAUNSEEN"), "alice").Contradiction);
    }

    private Answer Ask(UserIdentity caller, string name, string by = "AssumeRole") => _log.Ask(_log.Act(_log.Assume(caller, "Support", name, by: by)));
}
