using Microsoft.Extensions.Time.Testing;
using Namesake.App.Watching.Channels;

namespace Namesake.App.Tests.Watching;

public sealed class DelivererTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));

    private async Task<(ChannelAnswer Answer, TimeSpan Took, ScriptedChannel Channel)> Run(params ChannelAnswer?[] answers)
    {
        var channel = new ScriptedChannel(answers) { Clock = _clock };
        var task = new Deliverer(channel, _clock).Deliver([Watched.Alert()], TestContext.Current.CancellationToken);
        var took = await _clock.RunUntil(task);
        return (await task, took, channel);
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_a_pause()
    {
        var (answer, took, channel) = await Run(ChannelAnswer.Failed("500"), ChannelAnswer.Failed("500"));
        Assert.Equal((Fate.Taken, 3), (answer.Fate, channel.Handed.Count));
        Assert.InRange(took, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_refusal_is_not()
    {
        var (answer, _, channel) = await Run(ChannelAnswer.Refused("400"));
        Assert.Equal((Fate.Refused, 1), (answer.Fate, channel.Handed.Count));
    }

    [Fact]
    public async Task A_channel_that_says_how_long_is_left_alone_for_so_long()
    {
        var (answer, took, _) = await Run(ChannelAnswer.Failed("429") with { RetryAfter = TimeSpan.FromSeconds(7) });
        Assert.Equal(Fate.Taken, answer.Fate);
        Assert.InRange(took, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task One_that_asks_for_longer_than_one_delivery_lasts_is_tried_by_the_next()
    {
        var (answer, took, channel) = await Run(ChannelAnswer.Failed("429") with { RetryAfter = TimeSpan.FromMinutes(10) });
        Assert.Equal((Fate.Failed, TimeSpan.FromMinutes(10), 1), (answer.Fate, answer.RetryAfter, channel.Handed.Count));
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task One_that_hangs_or_fails_for_ever_takes_a_bounded_time()
    {
        var (answer, took, channel) = await Run([.. Enumerable.Repeat<ChannelAnswer?>(null, 10)]);
        Assert.Equal((Fate.Failed, Deliverer.Attempts), (answer.Fate, channel.Handed.Count));
        Assert.Contains("no answer came for 10 seconds", answer.Why, StringComparison.Ordinal);
        Assert.InRange(took, Deliverer.Attempts * Deliverer.ForAttempt, Deliverer.Attempts * (Deliverer.ForAttempt + Deliverer.LongestPause));
    }

    [Fact]
    public async Task Told_to_stop_it_ends_an_attempt_and_begins_no_other()
    {
        using var stop = new CancellationTokenSource();
        var channel = new ScriptedChannel(null, null);
        var task = new Deliverer(channel, _clock).Deliver([Watched.Alert()], stop.Token);
        await stop.CancelAsync();
        Assert.False(task.IsCompleted);
        await _clock.RunUntil(task);
        Assert.Equal((Fate.Failed, 1), ((await task).Fate, channel.Handed.Count));
    }
}
