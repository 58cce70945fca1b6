using System.Collections.Immutable;
using Namesake.Audit.Watching;

namespace Namesake.App.Watching.State;

/// <summary>Alerts that not every channel has taken. Not for several threads at once.</summary>
internal sealed class Outbox
{
    private readonly SortedDictionary<long, (FindingChange Change, HashSet<string> Pending)> _alerts = [];
    private readonly Dictionary<string, SortedSet<long>> _ofChannel;

    /// <param name="channels">The channels that there are: what waits for another waits no more.</param>
    /// <param name="alerts">What is in it.</param>
    public Outbox(IEnumerable<string> channels, IEnumerable<Alert> alerts)
    {
        _ofChannel = channels.ToDictionary(c => c, _ => new SortedSet<long>(), StringComparer.Ordinal);
        foreach (var alert in alerts) Add(alert.Number, alert.Change, alert.Pending);
    }

    /// <summary>How many alerts there are, each once however many channels it waits for.</summary>
    public int Count => _alerts.Count;

    /// <summary>When the oldest was made, in milliseconds since 1970; null where there is none.</summary>
    public long? Oldest => _alerts.Count == 0 ? null : _alerts.First().Value.Change.Time;

    public ImmutableArray<Alert> All => [.. _alerts.Select(a => new Alert(a.Key, a.Value.Change, [.. a.Value.Pending.Order(StringComparer.Ordinal)]))];

    public int CountOf(string channel) => _ofChannel[channel].Count;

    public void Add(long number, FindingChange change, IEnumerable<string> pending)
    {
        var known = pending.Where(_ofChannel.ContainsKey).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0) return;
        _alerts.Add(number, (change, known));
        foreach (var channel in known) _ofChannel[channel].Add(number);
    }

    /// <summary>What waits for a channel, in order.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="after">Only what has a greater number.</param>
    /// <param name="most">At most so many.</param>
    public ImmutableArray<Alert> Of(string channel, long after, int most) =>
        [.. _ofChannel[channel].GetViewBetween(after + 1, long.MaxValue).Take(most).Select(n => new Alert(n, _alerts[n].Change, [.. _alerts[n].Pending]))];

    /// <returns>Whether it was there.</returns>
    public bool Strike(string channel, long number)
    {
        if (!_ofChannel.TryGetValue(channel, out var numbers) || !numbers.Remove(number)) return false;
        var pending = _alerts[number].Pending;
        pending.Remove(channel);
        if (pending.Count == 0) _alerts.Remove(number);
        return true;
    }
}
