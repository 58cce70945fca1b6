using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class CycleTests
{
    private readonly Log _log = new();
    private readonly List<TrailEvent> _acts = [];

    [Fact]
    public void A_key_that_issued_itself_names_nobody()
    {
        Circle(1);
        var answer = _log.Ask(_acts[0]);
        Assert.Equal((Evidence.None, null, false), (answer.Evidence, answer.Origin, answer.Complete));
        Assert.Contains("circle", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_issue_each_other_name_nobody_wherever_one_asks()
    {
        var circle = Circle(5);
        var tail = _log.Assume(_log.Assume(circle[2].Identity, "Tail", "x").Identity, "Tail", "x");
        _acts.Add(_log.Act(tail));
        Assert.All(_acts, e => Assert.Equal((Evidence.None, null), (_log.Ask(e).Evidence, _log.Ask(e).Origin)));
    }

    [Fact]
    public void The_answers_do_not_depend_on_which_was_asked_first()
    {
        var circle = Circle(4);
        _acts.Add(_log.Act(_log.Assume(circle[1].Identity, "Tail", "x")));
        var alone = _acts.Select(e => AnswerText.Of(_log.Ask(e))).ToList();
        var trail = _log.Trail();
        for (var first = 0; first < _acts.Count; first++)
        {
            var attributor = new Attributor(trail);
            for (var i = 0; i < _acts.Count; i++)
            {
                var at = (first + i) % _acts.Count;
                Assert.Equal(alone[at], AnswerText.Of(attributor.Of(_acts[at])));
            }
        }
    }

    [Fact]
    public void Every_way_into_a_circle_ends_at_its_first_credential()
    {
        Circle(6);
        var index = _log.Trail().Issued;
        var walk = new AncestryWalk(index);
        Assert.All(index.All, c => Assert.Equal(index.All[0].Id, walk.From(c).Chain.Last().Id));
        Assert.Equal([1, 2, 3, 4, 5, 6], index.All.Select(c => walk.From(c).Length).Order());
    }

    [Fact]
    public void A_long_way_into_a_circle_is_walked_once()
    {
        var caller = Circle(3)[0].Identity;
        for (var hop = 0; hop < 3_000; hop++) caller = _log.Assume(caller, "Tail", "x").Identity;
        var index = _log.Trail().Issued;
        var walk = new AncestryWalk(index);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var issued in index.All) Assert.Equal(WalkEnd.Cycle, walk.From(issued).End);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3_000 * 2_000L);
    }

    private List<Session> Circle(int length)
    {
        List<Session> sessions = [.. Enumerable.Range(0, length).Select(i => new Session { Role = "Ring", Name = "x", Key = $"ASIARING{i}", Created = At.Noon })];
        for (var i = 0; i < length; i++)
        {
            _log.Assume(sessions[(i + 1) % length].Identity, "Ring", "x", key: sessions[i].Key);
            _acts.Add(_log.Act(sessions[i]));
        }
        return sessions;
    }
}
