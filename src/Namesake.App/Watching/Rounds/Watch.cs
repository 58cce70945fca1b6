using System.Collections.Immutable;
using System.Diagnostics;
using Namesake.App.Reports;
using Namesake.App.Watching.Channels;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.App.Watching.Telemetry;
using Namesake.Audit.Watching;
using Namesake.Ledger;
using Namesake.Policy.Model;

namespace Namesake.App.Watching.Rounds;

/// <summary>
/// The watch itself: a round at the start, whenever the schedule says, and of single roles whenever the logs tell that they
/// were changed. One round at a time; what it changes is durable before anybody is told.
/// </summary>
internal sealed class Watch(RoleRounds rounds, ChangedRoles changed, Schedule schedule, WatchStore store, ImmutableArray<ChannelWorker> workers, WatchStatus status, Terminal terminal, TimeProvider clock)
{
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    /// <summary>Runs until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        try
        {
            for (var next = clock.GetUtcNow(); ;)
            {
                if (clock.GetUtcNow() is var now && now >= next)
                {
                    next = schedule.After(now) ?? Never;
                    changed.Take();
                    await Whole(next, stop);
                }
                else if (changed.Take() is { IsEmpty: false } roles) await Part(roles, stop);
                await changed.WaitUntil(next, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A round that was not ended changed nothing.
        }
    }

    /// <summary>A round over everything.</summary>
    /// <param name="next">When the next is due.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null where it failed, which is told.</returns>
    public async Task<Round?> Whole(DateTimeOffset? next, CancellationToken stop)
    {
        var (begun, timer) = (clock.GetUtcNow(), clock.GetTimestamp());
        var (round, fault) = await Try(null, stop);
        var took = clock.GetElapsedTime(timer);
        status.Last = new RoundStatus(begun, took, next == Never ? null : next, round?.Roles ?? 0, round?.Scope.IsWhole == true, fault);
        WatchMeters.RoundTime.Record(took.TotalSeconds);
        return round;
    }

    private async Task Part(ImmutableHashSet<RoleKey> roles, CancellationToken stop)
    {
        terminal.Say($"{Counts.Of(roles.Count, "role")} changed by what the logs say: audited now");
        await Try(roles, stop);
    }

    private async Task<(Round? Round, string? Fault)> Try(ImmutableHashSet<RoleKey>? roles, CancellationToken stop)
    {
        using var span = WatchMeters.Source.StartActivity("round");
        try
        {
            var round = await rounds.Run(roles, stop);
            terminal.Say(round.Diagnostics, Severity.Warning);
            Tell(round, store.Commit(round.Findings, round.Scope, clock.GetUtcNow().ToUnixTimeMilliseconds()), isWhole: roles is null);
            WatchMeters.Rounds.Add(1, new KeyValuePair<string, object?>("namesake.outcome", round.Scope.IsWhole ? "whole" : "partial"));
            return (round, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LedgerException)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            WatchMeters.Rounds.Add(1, new KeyValuePair<string, object?>("namesake.outcome", "failed"));
            terminal.Say($"namesake: this round failed, and changed nothing: {e.Message}");
            return (null, e.Message);
        }
    }

    private void Tell(Round round, ImmutableArray<FindingChange> changes, bool isWhole)
    {
        var (news, resolved) = (changes.Count(c => c.Kind == ChangeKind.New), changes.Count(c => c.Kind == ChangeKind.Resolved));
        WatchMeters.Changes.Add(news, new KeyValuePair<string, object?>("namesake.change", "new"));
        WatchMeters.Changes.Add(resolved, new KeyValuePair<string, object?>("namesake.change", "resolved"));
        if (isWhole || !changes.IsEmpty) terminal.Say($"{Counts.Of(round.Roles, "role")} audited{(round.HasErrors ? ", not all that there is to read" : "")}: {store.Waiting.Open:N0} open ({news:N0} new), {resolved:N0} resolved");
        foreach (var worker in workers) worker.Wake();
    }
}
