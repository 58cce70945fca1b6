using Namesake.App.Commands;
using Namesake.App.Watching.Channels;
using Namesake.App.Watching.Health;
using Namesake.App.Watching.Rounds;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.App.Watching.Telemetry;
using Namesake.Ledger.Storage;

namespace Namesake.App.Watching;

/// <summary>A watch put together from its settings, from its beginning to its end.</summary>
internal sealed class WatchSession(WatchSettings settings, JudgedBy by, LedgerFolder folder, Terminal terminal, TimeProvider clock)
{
    /// <summary>How long deliveries may take where the watch ends by itself: what is left is tried by the next.</summary>
    private static readonly TimeSpan ForDeliveries = TimeSpan.FromMinutes(2);

    /// <summary>Runs until it is stopped.</summary>
    public async Task<int> Run(string? health, CancellationToken stop)
    {
        using var store = Open();
        if (store is null) return ExitCode.Failed;
        using var export = OtlpExport.Start();
        using var channels = new ChannelList(settings.Channels, store, terminal, clock);
        using var news = new LogNews(clock);
        var status = new WatchStatus();
        Observe(store, status);
        using var server = health is null ? null : HealthServer.Start(HealthServer.PrefixOf(health)!, new HealthReport(status, store, channels.Workers, clock));
        terminal.Say($"watching, with the ledger in \"{folder.Path}\"; Ctrl-C ends it");
        await Together(stop, [channels.Run, WatchOf(store, news, channels, status).Run, .. ImportsOf(news, status) is { } imports ? [imports.Run] : (Func<CancellationToken, Task>[])[]]);
        terminal.Say($"stopped; {store.Waiting.Alerts:N0} alerts wait");
        return ExitCode.Fine;
    }

    /// <summary>Imports, audits and tells, once.</summary>
    public async Task<int> Once(CancellationToken stop)
    {
        using var store = Open();
        if (store is null) return ExitCode.Failed;
        using var export = OtlpExport.Start();
        using var channels = new ChannelList(settings.Channels, store, terminal, clock);
        using var news = new LogNews(clock);
        var status = new WatchStatus();
        Observe(store, status);
        var isRead = ImportsOf(news, status) is not { } imports || await imports.Once(untilEmpty: true, stop);
        var round = await WatchOf(store, news, channels, status).Whole(next: null, stop);
        await channels.Once(ForDeliveries, clock, stop);
        return round is null || store.Waiting.Alerts > 0 ? ExitCode.Failed
            : store.Waiting.Open > 0 ? ExitCode.Findings
            : isRead && round.IsDecided ? ExitCode.Fine : ExitCode.Undecided;
    }

    /// <summary>Where one fails, the others end too: a watch that half works must not look like one that does.</summary>
    private static async Task Together(CancellationToken stop, params Func<CancellationToken, Task>[] parts)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = parts.Select(p => Task.Run(() => p(ending.Token), CancellationToken.None)).ToList();
        var first = await Task.WhenAny(running);
        await ending.CancelAsync();
        await Task.WhenAll(running);
        await first;
    }

    /// <returns>Null where another watch has the ledger, which is said.</returns>
    private WatchStore? Open()
    {
        if (WatchStore.TryOpen(folder, settings.Channels) is { } store) return store;
        terminal.Say($"namesake: another watch is running on the ledger in \"{folder.Path}\": end it, or give this one a ledger of its own with --ledger");
        return null;
    }

    private void Observe(WatchStore store, WatchStatus status) => WatchMeters.Observe(
        () => store.Waiting.Alerts, () => store.Waiting.Open, () => status.Newest is { } newest ? (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(newest)).TotalSeconds : null);

    private LogImports? ImportsOf(LogNews news, WatchStatus status) => settings.Logs is null ? null : new LogImports(settings.Logs, folder, terminal, news, status, clock);

    private RoleSource? Source => settings.Live is { } live ? RoleRounds.OfAccounts(live) : settings.Roles.IsEmpty ? null : RoleRounds.OfFiles(settings.Roles);

    private Watch WatchOf(WatchStore store, LogNews news, ChannelList channels, WatchStatus status) =>
        new(new RoleRounds(Source, settings.Premises, by, clock), new SessionRounds(folder, by, clock), news, settings.Schedule, store, channels.Workers, status, terminal, clock);
}
