using System.Collections.Immutable;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;

namespace Namesake.App.Watching.Channels;

/// <summary>The channels of a watch, each with its worker.</summary>
internal sealed class ChannelList : IDisposable
{
    /// <summary>For an attempt that is under way when the watch is stopped.</summary>
    private static readonly TimeSpan ForTheLast = Deliverer.ForAttempt + TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = HttpDelivery.NewClient();
    private readonly ImmutableArray<IChannel> _channels;

    public ChannelList(ImmutableArray<ChannelSettings> settings, WatchStore store, Terminal terminal, TimeProvider clock)
    {
        var redaction = new Redaction(settings);
        var http = new HttpDelivery(_client, clock);
        _channels = [.. settings.Select(s => Of(s, http, terminal, clock))];
        Workers = [.. settings.Zip(_channels, (s, c) => new ChannelWorker(s.Name, new Deliverer(c, clock), store, redaction, terminal.Say, clock))];
    }

    public ImmutableArray<ChannelWorker> Workers { get; }

    /// <summary>Brings what waits until it is stopped.</summary>
    public Task Run(CancellationToken stop)
    {
        // Some libraries wait without giving their thread back.
        var all = Workers.Select(w => Task.Run(() => w.Run(stop), CancellationToken.None)).ToList();
        return Task.WhenAny(AllOrFault(all), Ended(stop)).Unwrap();
    }

    /// <summary>Ends with the first that fails: a channel whose worker is dead must not look like one that has nothing to tell.</summary>
    internal static async Task AllOrFault(IReadOnlyCollection<Task> workers)
    {
        await foreach (var ended in Task.WhenEach(workers)) await ended;
    }

    /// <summary>Brings what waits, once, each channel within its time.</summary>
    public async Task Once(TimeSpan time, TimeProvider clock, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(time, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var all = Task.WhenAll(Workers.Select(w => Task.Run(() => w.Bring(both.Token), CancellationToken.None)));
        await (await Task.WhenAny(all, Ended(both.Token)));
    }

    public void Dispose()
    {
        foreach (var worker in Workers) worker.Dispose();
        foreach (var channel in _channels.OfType<IDisposable>()) channel.Dispose();
        _client.Dispose();
    }

    private static async Task Ended(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await Task.Delay(ForTheLast, CancellationToken.None);
    }

    private static IChannel Of(ChannelSettings settings, HttpDelivery http, Terminal terminal, TimeProvider clock) => settings switch
    {
        StdoutSettings stdout => new StdoutChannel(terminal.Data, stdout.IsText),
        FileSettings file => new FileChannel(file.Path),
        WebhookSettings webhook => new WebhookChannel(webhook, http, clock),
        SlackSettings slack => new SlackChannel(slack, http),
        SnsSettings sns => new SnsChannel(sns),
        SecurityHubSettings hub => new SecurityHubChannel(hub),
        MailSettings mail => new MailChannel(mail, clock),
        _ => throw new InvalidOperationException($"no channel for {settings.GetType().Name}"),
    };
}
