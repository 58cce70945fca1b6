using Microsoft.Extensions.Time.Testing;
using Namesake.App.Watching.Channels;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.Audit.Watching;

namespace Namesake.App.Tests.Watching;

public sealed class ChannelWorkerTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly WatchedFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ChannelWorker Worker(string name, IChannel channel, WatchStore store, params Secret[] secrets) =>
        new(name, new Deliverer(channel, _clock), store, new Redaction([.. secrets.Select(s => new SlackSettings("s", default, s))]), _said.Add, _clock);

    private static void Find(WatchStore store, int count, long time = 10) => store.Commit(Enumerable.Range(0, count).Select(i => Watched.Finding($"R{i:D3}")), FindingScope.Everything, time);

    [Fact]
    public async Task Everything_is_brought_once_in_order_and_struck_out()
    {
        using var store = _folder.Open("c");
        Find(store, 5);
        var channel = new ScriptedChannel { Most = 2 };
        using var worker = Worker("c", channel, store);
        await worker.Bring(Stop);
        await worker.Bring(Stop);
        Assert.Equal([1, 2, 3, 4, 5], channel.Handed.SelectMany(h => h));
        Assert.Equal((0, null), (store.Waiting.Alerts, worker.Fault));
    }

    [Fact]
    public async Task What_is_refused_waits_and_the_others_pass_it()
    {
        using var store = _folder.Open("c");
        Find(store, 3);
        using var worker = Worker("c", new ScriptedChannel(ChannelAnswer.Refused("it answers 413")), store);
        await worker.Bring(Stop);
        Assert.Equal([1], store.Pending("c", 0, 10).Select(a => a.Number));
        Assert.Equal("it answers 413", worker.Fault);
    }

    [Fact]
    public async Task A_channel_that_refuses_everything_is_left_alone_soon()
    {
        using var store = _folder.Open("c");
        Find(store, 50);
        var channel = new ScriptedChannel(Enumerable.Repeat(ChannelAnswer.Refused("it answers 401"), 50));
        using var worker = Worker("c", channel, store);
        await worker.Bring(Stop);
        Assert.Equal((3, 50), (channel.Handed.Count, store.Waiting.Alerts));
    }

    [Fact]
    public async Task Of_a_batch_those_wait_that_were_not_taken()
    {
        using var store = _folder.Open("c");
        Find(store, 3);
        using var worker = Worker("c", new ScriptedChannel(ChannelAnswer.Taken with { Except = [2], Why = "too long" }) { Most = 100 }, store);
        await worker.Bring(Stop);
        Assert.Equal([2], store.Pending("c", 0, 10).Select(a => a.Number));
        Assert.Contains("too long", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_channel_holds_up_no_other_and_gets_everything_when_it_is_back()
    {
        using var store = _folder.Open("dead", "live");
        Find(store, 2);
        var (dead, live) = (new ScriptedChannel(Enumerable.Repeat<ChannelAnswer?>(null, 7)) { Clock = _clock }, new ScriptedChannel());
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var first = Worker("dead", dead, store);
        using var second = Worker("live", live, store);
        var running = Task.WhenAll(first.Run(ended.Token), second.Run(ended.Token));
        await Until(() => store.Waiting.Channels["live"] == 0);
        Assert.Equal(2, store.Waiting.Channels["dead"]);
        await Until(() => store.Waiting.Channels["dead"] == 0);
        Assert.Equal([1, 2], dead.Handed.TakeLast(2).SelectMany(h => h));
        // What comes later comes at once.
        Find(store, 3, time: 20);
        first.Wake();
        second.Wake();
        await Until(() => store.Waiting.Alerts == 0);
        await ended.CancelAsync();
        await _clock.RunUntil(running);

        async Task Until(Func<bool> holds) => await _clock.RunUntil(Task.Run(async () => { while (!holds()) await Task.Delay(1, Stop); }, Stop));
    }

    [Fact]
    public async Task Secrets_are_taken_out_of_what_servers_and_libraries_say()
    {
        using var store = _folder.Open("c");
        Find(store, 1);
        var url = new Secret("https://hooks.slack.com/services/T0/B0/x7Qz");
        using var worker = Worker("c", new ScriptedChannel(ChannelAnswer.Refused("no such hook: /services/T0/B0/x7Qz at https://hooks.slack.com/services/T0/B0/x7Qz")), store, url);
        await worker.Bring(Stop);
        Assert.DoesNotContain("x7Qz", Assert.Single(_said) + worker.Fault, StringComparison.Ordinal);
        Assert.Equal("(secret)", $"{url}");
    }

    [Fact]
    public async Task A_channel_that_asks_to_be_left_alone_for_years_is_not()
    {
        using var store = _folder.Open("c");
        Find(store, 1);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var worker = Worker("c", new ScriptedChannel(ChannelAnswer.Failed("it answers 429") with { RetryAfter = TimeSpan.FromSeconds(int.MaxValue) }), store);
        var running = worker.Run(ended.Token);
        for (var minutes = 0; store.Waiting.Alerts > 0 && minutes < 200; minutes++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(5, Stop);
        }
        Assert.Equal(0, store.Waiting.Alerts);
        await ended.CancelAsync();
        await _clock.RunUntil(running);
    }

    [Fact]
    public async Task A_worker_that_fails_is_known_at_once_and_not_when_the_others_end()
    {
        var all = ChannelList.AllOrFault([Task.FromException(new InvalidOperationException("dead")), Task.Delay(Timeout.InfiniteTimeSpan, Stop)]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => all.WaitAsync(TimeSpan.FromSeconds(10), Stop));
    }

    [Theory]
    [InlineData("[]", nameof(Fate.Failed))]
    [InlineData("{}", nameof(Fate.Failed))]
    [InlineData("""{"SuccessCount":0,"FailedCount":1,"FailedFindings":[{"Id":"another","ErrorCode":"InvalidInput"}]}""", nameof(Fate.Refused))]
    [InlineData("""{"SuccessCount":0,"FailedCount":1,"FailedFindings":["x"]}""", nameof(Fate.Refused))]
    [InlineData("""{"SuccessCount":1,"FailedCount":0,"FailedFindings":[]}""", nameof(Fate.Taken))]
    public void What_Security_Hub_does_not_say_it_took_it_did_not_take(string answer, string fate)
    {
        using var hub = new SecurityHubChannel(new SecurityHubSettings("hub", default, "111122223333", "eu-west-1"));
        Assert.Equal(fate, $"{hub.Of(System.Text.Json.JsonDocument.Parse(answer).RootElement, [Watched.Alert()]).Fate}");
    }
}
