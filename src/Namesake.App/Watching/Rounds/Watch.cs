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
/// The watch itself: a round at the start and whenever the schedule says, one of single roles whenever the logs tell that they
/// were changed, one of sessions whenever there are new events. One at a time; what it changes is durable before anybody is told.
/// </summary>
internal sealed class Watch(RoleRounds rounds, SessionRounds sessions, LogNews news, Schedule schedule, WatchStore store, ImmutableArray<ChannelWorker> workers, WatchStatus status, Terminal terminal, TimeProvider clock)
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
                    news.TakeRoles();
                    news.TakeArrived();
                    await Whole(next, stop);
                }
                if (news.TakeRoles() is { IsEmpty: false } roles) await Part(roles, stop);
                if (news.TakeArrived()) Sessions(stop);
                await news.WaitUntil(next, stop);
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
    /// <returns>What was found of roles; null where any of it failed, which is told.</returns>
    public async Task<Round?> Whole(DateTimeOffset? next, CancellationToken stop)
    {
        var (begun, timer) = (clock.GetUtcNow(), clock.GetTimestamp());
        var (round, fault) = await Roles(null, stop);
        fault = Sessions(stop) ?? fault;
        var took = clock.GetElapsedTime(timer);
        status.Last = new RoundStatus(begun, took, next == Never ? null : next, round?.Roles ?? 0, round?.Scope.IsWhole == true, fault ?? Unread(round));
        WatchMeters.RoundTime.Record(took.TotalSeconds);
        return fault is null ? round : null;
    }

    // One account of many that refuses is no reason to wake anybody; a watch that sees nothing at all is.
    private static string? Unread(Round? round) => round is { Roles: 0, HasErrors: true } ? $"no role could be read ({round.Diagnostics.First(d => d.Severity == Severity.Error).Code})" : null;

    private async Task Part(ImmutableHashSet<RoleKey> roles, CancellationToken stop)
    {
        terminal.Say($"{Counts.Of(roles.Count, "role")} changed by what the logs say: audited now");
        await Roles(roles, stop);
    }

    private async Task<(Round? Round, string? Fault)> Roles(ImmutableHashSet<RoleKey>? roles, CancellationToken stop)
    {
        Round? round = null;
        var fault = await Try("roles", async () =>
        {
            round = await rounds.Run(roles, stop);
            terminal.Say(round.Diagnostics, Severity.Warning);
            Commit(round, $"{Counts.Of(round.Roles, "role")} audited{(round.HasErrors ? ", not all that there is to read" : "")}", isAlwaysTold: roles is null);
        });
        return (round, fault);
    }

    private string? Sessions(CancellationToken stop)
    {
        var task = Try("sessions", () =>
        {
            foreach (var round in sessions.Run(stop))
            {
                terminal.Say(round.Diagnostics, Severity.Warning);
                Commit(round, "the ledger put to the rules", isAlwaysTold: false);
            }
            return Task.CompletedTask;
        });
        // Nothing in it waits.
        return task.GetAwaiter().GetResult();
    }

    /// <returns>Why it failed; null where it did not.</returns>
    private async Task<string?> Try(string what, Func<Task> work)
    {
        using var span = WatchMeters.Source.StartActivity("round");
        span?.SetTag("namesake.of", what);
        try
        {
            await work();
            Count("done");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LedgerException)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            Count("failed");
            terminal.Say($"namesake: this round of {what} failed, and changed nothing: {e.Message}");
            return e.Message;
        }

        void Count(string outcome) => WatchMeters.Rounds.Add(1, new KeyValuePair<string, object?>("namesake.of", what), new KeyValuePair<string, object?>("namesake.outcome", outcome));
    }

    private void Commit(Round round, string what, bool isAlwaysTold)
    {
        var changes = store.Commit(round.Findings, round.Scope, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var (added, resolved) = (changes.Count(c => c.Kind == ChangeKind.New), changes.Count(c => c.Kind == ChangeKind.Resolved));
        WatchMeters.Changes.Add(added, new KeyValuePair<string, object?>("namesake.change", "new"));
        WatchMeters.Changes.Add(resolved, new KeyValuePair<string, object?>("namesake.change", "resolved"));
        if (isAlwaysTold || !changes.IsEmpty) terminal.Say($"{what}: {added:N0} new, {resolved:N0} resolved; {Counts.Of(store.Waiting.Open, "finding")} open");
        foreach (var worker in workers) worker.Wake();
    }
}
