using System.Collections.Immutable;
using System.Diagnostics;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.App.Watching.Telemetry;

namespace Namesake.App.Watching.Channels;

/// <summary>Brings one channel what waits for it. Each has its own, so that none waits for another.</summary>
/// <param name="name">The channel's name.</param>
/// <param name="deliverer">Hands alerts over.</param>
/// <param name="store">Where they wait.</param>
/// <param name="redaction">Takes secrets out of what goes wrong,</param>
/// <param name="say">which is told here.</param>
/// <param name="clock">Measures pauses.</param>
internal sealed class ChannelWorker(string name, Deliverer deliverer, WatchStore store, Redaction redaction, Action<string> say, TimeProvider clock) : IDisposable
{
    /// <summary>So many alerts in a row that are refused: the channel itself is what is wrong, and the rest waits.</summary>
    private const int MostRefused = 3;

    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>No channel may silence itself for longer, whatever it asks for.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _wake = new(0);

    public string Name => name;

    /// <summary>What went wrong last, since when alerts wait; null where nothing is wrong.</summary>
    public string? Fault { get; private set; }

    /// <summary>There is something new to bring.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    /// <summary>Runs until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            for (var pause = FirstPause; !stop.IsCancellationRequested;)
            {
                var asked = await Bring(stop);
                if (Fault is null)
                {
                    pause = FirstPause;
                    await _wake.WaitAsync(stop);
                }
                else
                {
                    await Task.Delay(asked > LongestAsked ? LongestAsked : asked > pause ? asked.Value : pause, clock, stop);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What waits is on the disk.
        }
    }

    /// <summary>Brings everything once. What is refused stays, and does not hold up what comes after it.</summary>
    /// <returns>How long the channel asks to be left alone; null where it does not.</returns>
    public async Task<TimeSpan?> Bring(CancellationToken stop)
    {
        string? fault = null;
        var refused = 0;
        for (var after = 0L; !stop.IsCancellationRequested && store.Pending(name, after, deliverer.Most) is { Length: > 0 } alerts; after = alerts[^1].Number)
        {
            var answer = await Hand(alerts, stop);
            if (answer.Fate == Fate.Taken && answer.Except.IsEmpty) refused = 0;
            else say($"namesake: channel {name}: an alert was not delivered, and is tried again ({store.Waiting.Channels[name]:N0} wait): {fault = redaction.Of(answer.Why)}");
            if (answer.Fate == Fate.Failed || answer.Fate == Fate.Refused && ++refused >= MostRefused)
            {
                Fault = fault;
                return answer.RetryAfter;
            }
        }
        Fault = fault;
        return null;
    }

    public void Dispose() => _wake.Dispose();

    private async Task<ChannelAnswer> Hand(ImmutableArray<Alert> alerts, CancellationToken stop)
    {
        using var span = WatchMeters.Source.StartActivity("deliver");
        span?.SetTag("namesake.channel", name);
        var answer = await deliverer.Deliver(alerts, stop);
        if (answer.Fate == Fate.Taken) Strike([.. alerts.Where(a => !answer.Except.Contains(a.Number))]);
        else span?.SetStatus(ActivityStatusCode.Error);
        WatchMeters.Deliveries.Add(1, new("namesake.channel", name), new("namesake.fate", answer.Fate.ToString().ToLowerInvariant()));
        return answer;
    }

    private void Strike(Alert[] taken)
    {
        try
        {
            store.Strike(name, taken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"channel {name}: that alerts were delivered cannot be noted, and they are sent again after a restart: {e.Message}");
        }
    }
}
