using Namesake.Sessions.Attributions;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class SignInGrantTests
{
    private const string Mcp = "https://aws-mcp.us-east-1.api.aws/mcp";

    private readonly Log _log = new();

    private static Session Person => new() { Role = Who.SsoRole("Admin"), Name = "carol@example.com", Key = "ASIASSO", Created = At.Noon, SignIn = Who.SignIn("under") };

    private static Session Granted(string signIn = "minted") => new() { Role = "Tool", Name = "x", Key = $"ASIA{signIn}", Created = At.Noon, SignIn = Who.SignIn(signIn) };

    [Fact]
    public void The_person_who_granted_a_sign_in_is_behind_the_session_that_carries_it()
    {
        _log.Grant(Person.Identity, Who.SignIn("minted"));
        var answer = _log.Ask(_log.Act(Granted()));
        Assert.Equal((Evidence.EnforcedName, "carol@example.com", false), (answer.Evidence, answer.Origin?.UserName, answer.Grant?.IsAgent));
        Assert.Contains("aws login", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grant_is_never_key_evidence()
    {
        _log.Grant(Who.User("alice"), Who.SignIn("minted"));
        _log.Grant(_log.Assume(Who.User("bob"), "Support", "bob").Identity, Who.SignIn("other"));
        Assert.Equal((Evidence.Session, "alice"), Short(_log.Ask(_log.Act(Granted()))));
        var chained = _log.Ask(_log.Act(Granted("other")));
        Assert.Equal((Evidence.Session, "bob", 1), (chained.Evidence, chained.Origin?.UserName, chained.Chain.Length));
    }

    [Fact]
    public void The_session_under_which_a_grant_was_made_is_not_the_one_it_minted()
    {
        _log.Grant((Person with { Role = "Portal" }).Identity, Who.SignIn("minted"));
        var answer = _log.Ask(_log.Act(Granted("under")));
        Assert.Equal((Evidence.ClaimedName, "x", null), (answer.Evidence, answer.Origin?.UserName, answer.Grant));
    }

    [Theory]
    [InlineData(Mcp, true)]
    [InlineData("arn:aws:signin:us-east-1:111122223333:service-principal/aws-mcp.amazonaws.com", true)]
    [InlineData("https://example.com", false)]
    [InlineData(null, false)]
    public void An_agent_acts_only_where_the_grant_is_for_the_MCP_server(string? resource, bool agent)
    {
        _log.Grant(Person.Identity, Who.SignIn("minted"), resource: resource);
        var answer = _log.Ask(_log.Act(Granted()));
        Assert.Equal(agent, answer.Grant?.IsAgent);
        Assert.Equal(agent, answer.Reason.Contains("agent", StringComparison.Ordinal));
    }

    [Fact]
    public void The_mere_presence_of_a_sign_in_session_makes_no_agent() => Assert.Null(_log.Ask(_log.Act(Person)).Grant);

    [Fact]
    public void An_agent_of_an_IAM_user_is_said_to_be_one()
    {
        _log.Grant(Who.User("alice"), Who.SignIn("minted"), resource: Mcp);
        var answer = _log.Ask(_log.Act(Who.User("alice", key: "ASIAAGENT", signIn: Who.SignIn("minted"))));
        Assert.Equal(("alice", true), (answer.Origin?.UserName, answer.Grant?.IsAgent));
    }

    [Fact]
    public void A_role_that_a_granted_session_assumed_leads_to_the_person_too()
    {
        _log.Grant(Person.Identity, Who.SignIn("minted"), resource: Mcp);
        var next = _log.Assume(Granted().Identity, "Deploy", "x");
        var answer = _log.Ask(_log.Act(next));
        Assert.Equal((Evidence.EnforcedName, "carol@example.com", true), (answer.Evidence, answer.Origin?.UserName, answer.Grant?.IsAgent));
        Assert.Single(answer.Chain);
    }

    [Fact]
    public void A_session_with_an_issuing_event_that_carries_an_agents_sign_in_is_an_agents()
    {
        _log.Grant(Who.User("alice"), Who.SignIn("minted"), resource: Mcp);
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        Assert.Null(_log.Ask(_log.Act(session)).Grant);
        var agent = session with { Key = null, SignIn = Who.SignIn("minted"), InvokedBy = "aws-mcp.amazonaws.com" };
        var answer = _log.Ask(_log.Act(agent));
        Assert.Equal((Evidence.Session, "alice", true), (answer.Evidence, answer.Origin?.UserName, answer.Grant?.IsAgent));
        var next = _log.Assume(agent.Identity, "Deploy", "x");
        Assert.True(_log.Ask(_log.Act(next)).Grant?.IsAgent);
    }

    [Fact]
    public void Any_event_of_the_group_may_carry_the_sign_in_session()
    {
        _log.Grant(Person.Identity, Who.SignIn("minted"), resource: Mcp);
        _log.Act(Granted());
        Assert.True(_log.Ask(_log.Act(Granted() with { SignIn = null })).Grant?.IsAgent);
    }

    [Fact]
    public void A_grant_of_a_granted_session_leads_to_the_first_person()
    {
        _log.Grant(Person.Identity, Who.SignIn("one"));
        _log.Grant(Granted("one").Identity, Who.SignIn("two"), resource: Mcp);
        var answer = _log.Ask(_log.Act(Granted("two")));
        Assert.Equal(("carol@example.com", true), (answer.Origin?.UserName, answer.Grant?.IsAgent));
    }

    [Fact]
    public void The_first_of_several_grants_of_one_session_counts()
    {
        _log.Grant(Who.User("bob"), Who.SignIn("minted"), at: At.Noon + At.Hour);
        _log.Grant(Who.User("alice"), Who.SignIn("minted"));
        Assert.Equal("alice", _log.Ask(_log.Act(Granted())).Origin?.UserName);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public void Grants_in_a_circle_end_and_each_session_answers_for_itself(int length)
    {
        for (var i = 0; i < length; i++) _log.Grant(Link(i).Identity, Who.SignIn($"ring{(i + 1) % length}"));
        for (var i = 0; i < length; i++)
            Assert.Equal((Evidence.ClaimedName, $"name{i}"), Short(_log.Ask(_log.Act(Link(i)))));
        _log.Grant(Link(0).Identity, Who.SignIn("tail"));
        if (length > 1) Assert.Equal((Evidence.ClaimedName, "x"), Short(_log.Ask(_log.Act(Granted("tail")))));

        static Session Link(int i) => new() { Role = "Ring", Name = $"name{i}", Key = $"ASIARING{i}", Created = At.Noon, SignIn = Who.SignIn($"ring{i}") };
    }

    [Fact]
    public void An_ambiguous_grant_is_ambiguous()
    {
        var granter = _log.Assume(Who.User("alice"), "Support", "x", key: "ASIATWICE");
        _log.Assume(Who.User("bob"), "Support", "x", key: "ASIATWICE");
        _log.Grant(granter.Identity, Who.SignIn("minted"), at: At.Noon + At.Minute);
        var answer = _log.Ask(_log.Act(Granted()));
        Assert.Equal((Evidence.Ambiguous, null), Short(answer));
        Assert.Equal("alice bob", string.Join(" ", answer.Candidates.Select(c => c.Origin.UserName)));
        var next = _log.Ask(_log.Act(_log.Assume(Granted().Identity, "Deploy", "x")));
        Assert.Equal((Evidence.Ambiguous, 2), (next.Evidence, next.Candidates.Length));
        Assert.All(next.Candidates, c => Assert.Equal(2, c.Chain.Length));
    }

    private static (Evidence, string?) Short(Answer answer) => (answer.Evidence, answer.Origin?.UserName);
}
