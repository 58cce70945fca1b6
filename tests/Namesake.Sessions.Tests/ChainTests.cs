using Namesake.Sessions.Attributions;
using Namesake.Sessions.Lineage;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class ChainTests
{
    private readonly Log _log = new();

    [Fact]
    public void A_chain_runs_from_the_action_back_to_the_origin()
    {
        var first = _log.Assume(Who.User("bob"), "Deploy", "bob", id: "first");
        var second = _log.Assume(first.Identity, "Admin", "bob", account: Who.Away, id: "second");
        var third = _log.Assume(second.Identity, "Break", "bob", id: "third");
        var answer = _log.Ask(_log.Act(third));
        Assert.Equal("third second first", AnswerText.Ids(answer.Chain));
        Assert.Equal((Evidence.Key, "bob", true), (answer.Evidence, answer.Origin?.UserName, answer.Complete));
        Assert.Contains("3 issuing events", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_whose_middle_is_missing_ends_at_the_session_there()
    {
        var lost = new Session { Role = "Deploy", Name = "bob", Key = "ASIALOST", Created = At.Noon };
        var answer = _log.Ask(_log.Act(_log.Assume(lost.Identity, "Admin", "bob")));
        Assert.Equal((Evidence.Key, "AssumedRole", lost.Identity.Arn, false), (answer.Evidence, answer.Origin?.Type, answer.Origin?.Arn, answer.Complete));
    }

    [Fact]
    public void A_hop_must_fit_in_time_too()
    {
        var first = _log.Assume(Who.User("bob"), "Deploy", "bob");
        var second = _log.Assume(first.Identity, "Admin", "bob", at: At.Noon + 13 * At.Hour);
        var answer = _log.Ask(_log.Act(second, At.Noon + 13 * At.Hour));
        Assert.Equal((1, "AssumedRole", false), (answer.Chain.Length, answer.Origin?.Type, answer.Complete));
    }

    [Fact]
    public void One_hop_without_a_key_makes_the_whole_chain_session_evidence()
    {
        var first = _log.Assume(Who.User("bob"), "Deploy", "bob");
        var second = _log.Assume((first with { Key = null }).Identity, "Admin", "bob");
        var third = _log.Assume(second.Identity, "Break", "bob");
        foreach (var session in new[] { second, third, third with { Key = null } })
            Assert.Equal((Evidence.Session, "bob", true), Short(_log.Ask(_log.Act(session))));
        Assert.Equal((Evidence.Key, "bob", true), Short(_log.Ask(_log.Act(first))));
    }

    [Fact]
    public void A_chain_that_ends_with_a_name_of_AWS_is_no_stronger_than_the_name()
    {
        var person = new Session { Role = Who.SsoRole("Admin"), Name = "carol@example.com", Key = "ASIASSO", Created = At.Noon };
        var answer = _log.Ask(_log.Act(_log.Assume(person.Identity, "Deploy", "x")));
        Assert.Equal((Evidence.EnforcedName, "carol@example.com", true), Short(answer));
        Assert.Single(answer.Chain);
    }

    [Fact]
    public void A_hop_with_several_issuing_events_makes_the_chain_ambiguous()
    {
        var first = _log.Assume(Who.User("alice"), "Deploy", "x", key: "ASIATWICE", id: "a");
        _log.Assume(Who.User("bob"), "Deploy", "x", key: "ASIATWICE", id: "b");
        var answer = _log.Ask(_log.Act(_log.Assume(first.Identity, "Admin", "x", id: "next")));
        Assert.Equal((Evidence.Ambiguous, null, false), (answer.Evidence, answer.Origin, answer.Complete));
        Assert.Equal("alice: next a, bob: next b", string.Join(", ", answer.Candidates.Select(c => $"{c.Origin.UserName}: {AnswerText.Ids(c.Chain)}")));
    }

    [Fact]
    public void Ways_that_fork_again_are_followed_to_their_ends()
    {
        var deep = _log.Assume(Who.User("alice"), "Deploy", "x", key: "ASIADEEP");
        _log.Assume(Who.User("bob"), "Deploy", "x", key: "ASIADEEP");
        var fork = _log.Assume(deep.Identity, "Admin", "x", key: "ASIAFORK");
        _log.Assume(Who.User("carol"), "Admin", "x", key: "ASIAFORK");
        var answer = _log.Ask(_log.Act(fork));
        Assert.Equal("alice bob carol", string.Join(" ", answer.Candidates.Select(c => c.Origin.UserName).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Forks_upon_forks_do_not_multiply_without_end()
    {
        var caller = Who.User("alice");
        Session? last = null;
        for (var depth = 0; depth < 40; depth++)
        {
            var key = _log.NextKey();
            last = _log.Assume(caller, "Deploy", "x", key: key);
            _log.Assume(caller, "Deploy", "x", key: key);
            caller = last.Identity;
        }
        Assert.InRange(_log.Ask(_log.Act(last!)).Candidates.Length, 2, 64);
    }

    [Fact]
    public void A_chain_of_ten_thousand_hops_is_walked_once_and_without_recursion()
    {
        const int length = 10_000;
        var caller = Who.User("alice");
        Session? last = null;
        for (var hop = 0; hop < length; hop++) caller = (last = _log.Assume(caller, "Deploy", "alice", at: At.Noon + hop * At.Second)).Identity;
        var acted = _log.Act(last!, At.Noon + length * At.Second);
        var answer = _log.Ask(acted);
        Assert.Equal((Evidence.Key, "alice", length), (answer.Evidence, answer.Origin?.UserName, answer.Chain.Length));

        var walk = new AncestryWalk(new IssuedIndex(_log.Deliveries.Select(d => d.Issued).OfType<Events.IssuedCredential>()));
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var issued in answer.Chain.Reverse()) Assert.Equal(WalkEnd.Reached, walk.From(issued).End);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, length * 2_000L);
    }

    private static (Evidence, string?, bool) Short(Answer answer) => (answer.Evidence, answer.Origin?.UserName, answer.Complete);
}
