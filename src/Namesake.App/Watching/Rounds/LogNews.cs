using System.Collections.Immutable;
using Namesake.Audit.Watching;
using Namesake.Sessions.Events;

namespace Namesake.App.Watching.Rounds;

/// <summary>
/// What the logs brought: that there is something new, and roles whose trust policies they say were changed, with when each is
/// to be looked at. That is at once, and once more after IAM's changes have had the time to be everywhere.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency</remarks>
internal sealed class LogNews(TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly List<(DateTimeOffset Due, RoleKey Role)> _due = [];

    private bool _hasArrived;

    /// <summary>There are new events, and these changes among them. May be called from any thread.</summary>
    public void Add(IReadOnlyList<PolicyChange> changes)
    {
        lock (_lock) _hasArrived = true;
        AddRoles(changes);
        _wake.Release();
    }

    /// <summary>Whether there were new events since it was asked last.</summary>
    public bool TakeArrived()
    {
        lock (_lock)
        {
            var had = _hasArrived;
            _hasArrived = false;
            return had;
        }
    }

    private void AddRoles(IReadOnlyList<PolicyChange> changes)
    {
        var roles = changes.Where(c => c.EventName != PolicyChange.Snapshot).Select(c => RoleKey.Of(c.Account, c.RoleName)).Distinct().ToList();
        if (roles.Count == 0) return;
        var now = clock.GetUtcNow();
        lock (_lock)
            foreach (var role in roles)
            {
                // A later change settles later.
                _due.RemoveAll(d => d.Role == role);
                _due.Add((now, role));
                _due.Add((now + Settling, role));
            }
    }

    /// <summary>Takes out those that are to be looked at by now.</summary>
    public ImmutableHashSet<RoleKey> TakeRoles()
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var due = _due.Where(d => d.Due <= now).Select(d => d.Role).ToImmutableHashSet();
            _due.RemoveAll(d => d.Due <= now);
            return due;
        }
    }

    /// <summary>Waits until there is something to look at, or a time has come; now and then for less.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task WaitUntil(DateTimeOffset time, CancellationToken stop)
    {
        DateTimeOffset next;
        lock (_lock) next = _due.Count == 0 ? time : _due.Min(d => d.Due);
        // The clock may be set, or the machine sleep: it is looked at again every minute.
        var span = ((next < time ? next : time) - clock.GetUtcNow()) is var left && left < Settling ? left : Settling;
        if (span <= TimeSpan.Zero) return;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (woken, waited) = (_wake.WaitAsync(ended.Token), Task.Delay(span, clock, ended.Token));
        await Task.WhenAny(woken, waited);
        await ended.CancelAsync();
        await Task.WhenAll(woken, waited).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        stop.ThrowIfCancellationRequested();
    }

    public void Dispose() => _wake.Dispose();
}
