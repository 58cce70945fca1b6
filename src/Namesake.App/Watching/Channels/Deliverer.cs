using System.Collections.Immutable;
using Namesake.App.Watching.State;
using Polly;
using Polly.Retry;

namespace Namesake.App.Watching.Channels;

/// <summary>
/// Hands alerts to one channel, trying again where it may help, with growing pauses of random length. All of it has an end: at
/// most <see cref="Attempts"/> attempts of <see cref="ForAttempt"/>, and pauses of at most <see cref="LongestPause"/>.
/// </summary>
internal sealed class Deliverer
{
    public const int Attempts = 5;

    public static readonly TimeSpan ForAttempt = TimeSpan.FromSeconds(10);

    /// <summary>Longer pauses, which a channel may ask for, are made between deliveries.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private readonly IChannel _channel;
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline<ChannelAnswer> _again;

    public Deliverer(IChannel channel, TimeProvider clock)
    {
        (_channel, _clock) = (channel, clock);
        _again = new ResiliencePipelineBuilder<ChannelAnswer> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<ChannelAnswer>
        {
            ShouldHandle = static o => ValueTask.FromResult(o.Outcome.Result is { Fate: Fate.Failed } failed && !(failed.RetryAfter > LongestPause)),
            MaxRetryAttempts = Attempts - 1,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(500),
            MaxDelay = LongestPause,
            DelayGenerator = static o => ValueTask.FromResult(o.Outcome.Result?.RetryAfter),
        }).Build();
    }

    /// <summary>How many alerts may be handed over at a time.</summary>
    public int Most => _channel.Most;

    /// <param name="alerts">At most <see cref="Most"/>.</param>
    /// <param name="stop">No further attempt is made. One that is under way goes on to its end: the channel may have taken the alerts already.</param>
    public async Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken stop)
    {
        var last = ChannelAnswer.Failed("it was not tried");
        try
        {
            return await _again.ExecuteAsync(async _ => last = await Attempt(alerts), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return last;
        }
    }

    private async Task<ChannelAnswer> Attempt(ImmutableArray<Alert> alerts)
    {
        using var limit = new CancellationTokenSource(ForAttempt, _clock);
        try
        {
            return await _channel.Deliver(alerts, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return ChannelAnswer.Failed($"no answer came for {ForAttempt.TotalSeconds:0} seconds");
        }
    }
}
