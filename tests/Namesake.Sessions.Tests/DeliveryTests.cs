using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;
using Namesake.Sessions.Tests.World;

namespace Namesake.Sessions.Tests;

public class DeliveryTests
{
    private readonly Log _log = new();

    [Fact]
    public void An_event_delivered_twice_is_answered_once()
    {
        var e = _log.Act(_log.Assume(Who.User("alice"), "Support", "alice"));
        var trail = Log.TrailOf([_log.Deliveries, _log.Deliveries]);
        Assert.Equal(1, new Attributor(trail).All().Count(a => a.Event.Id == e.Id));
        Assert.Equal(4, trail.Seen);
    }

    [Fact]
    public void An_issuing_event_delivered_twice_is_not_ambiguous()
    {
        var e = _log.Act(_log.Assume(Who.User("alice"), "Support", "alice"));
        Assert.Equal(Evidence.Key, new Attributor(Log.TrailOf([_log.Deliveries, _log.Deliveries])).Of(e).Evidence);
    }

    [Fact]
    public void Of_two_deliveries_the_fuller_serves_whichever_came_first()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice", id: "issue");
        var whole = _log.Deliveries[0];
        var cut = whole with { Issued = whole.Issued! with { AccessKeyId = null } };
        var act = new Delivery(_log.Act(session));
        foreach (var order in new Delivery[][] { [whole, cut, act], [cut, whole, act], [act, cut, whole] })
            Assert.Equal(Evidence.Key, new Attributor(Log.TrailOf([order])).Of(act.Event).Evidence);
    }

    [Fact]
    public void Of_two_deliveries_of_an_action_the_fuller_is_answered_for()
    {
        var session = _log.Assume(Who.User("alice"), "Support", "alice");
        var whole = new Delivery(_log.Act(session, id: "act"));
        var cut = new Delivery(whole.Event with { Identity = UserIdentity.None });
        foreach (var order in new Delivery[][] { [whole, cut], [cut, whole] })
        {
            var all = new Attributor(Log.TrailOf([[_log.Deliveries[0]], order])).All().Where(a => a.Event.Id == whole.Event.Id);
            Assert.Equal("alice", Assert.Single(all).Answer.Origin?.UserName);
        }
    }

    [Fact]
    public void Events_come_ordered_by_time_and_id()
    {
        _log.Act(Who.User("alice"), At.Noon + At.Hour, id: "late");
        _log.Act(Who.User("alice"), At.Noon, id: "b");
        _log.Act(Who.User("alice"), At.Noon, id: "a");
        Assert.Equal("a b late", string.Join(" ", _log.Trail().Events.Select(e => e.Id)));
    }

    [Fact]
    public void An_action_delivered_before_its_issuing_event_is_explained_by_it()
    {
        var e = _log.Act(_log.Assume(Who.User("alice"), "Support", "alice"));
        Assert.Equal(Evidence.Key, new Attributor(Log.TrailOf([_log.Deliveries.Reverse()])).Of(e).Evidence);
    }

    [Fact]
    public void A_known_identity_costs_no_memory_for_each_event()
    {
        const int events = 10_000;
        var tied = _log.Act(_log.Assume(Who.User("alice"), "Support", "alice"));
        var unknown = _log.Act(new Session { Role = "Data", Name = "dave", Key = "ASIALOST", Created = At.Noon });
        var console = _log.Act(new Session { Role = "Data", Name = "dave", Key = "ASIACONSOLE", Created = At.Noon }, console: true);
        var attributor = new Attributor(_log.Trail());
        Ask(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(events);
        // The runtime itself may allocate a few kilobytes on the thread; no object is smaller than 24 bytes.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * events);

        void Ask(int times)
        {
            for (var i = 0; i < times; i++)
            {
                attributor.Of(tied);
                attributor.Of(unknown);
                attributor.Of(console);
            }
        }
    }
}
