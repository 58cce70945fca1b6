using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Namesake.App.Watching.Settings;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;
using Namesake.Ledger;
using Namesake.Ledger.Storage;

namespace Namesake.App.Watching.State;

/// <summary>How much waits.</summary>
/// <param name="Open">Findings that are open.</param>
/// <param name="Alerts">Alerts that not every channel has taken.</param>
/// <param name="Oldest">When the oldest of them was made, in milliseconds since 1970; null where there is none.</param>
/// <param name="Channels">How many wait for each channel.</param>
internal sealed record Waiting(int Open, int Alerts, long? Oldest, ImmutableSortedDictionary<string, int> Channels);

/// <summary>
/// The open findings and the outbox of a ledger's watch, kept on disk. A change and its alert become durable in one step; an
/// alert is struck out for a channel when that channel has taken it. So whatever happens an alert is sent, and sent twice
/// only where the process dies between a channel's taking it and the striking out.
/// </summary>
internal sealed class WatchStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly WatchFiles _files;
    private readonly ImmutableArray<ChannelSettings> _channels;
    private readonly Outbox _outbox;
    private FindingBook _book;
    private long _generation;
    private long _next;

    private WatchStore(WatchFiles files, ImmutableArray<ChannelSettings> channels, WatchState state)
    {
        (_files, _channels, _generation, _next) = (files, channels, state.Generation, state.Next);
        _outbox = new Outbox(channels.Select(c => c.Name), state.Outbox);
        _book = new FindingBook(FindingBook.Empty.Open.AddRange(state.Open.Select(o => KeyValuePair.Create(o.Finding.Id, o))));
    }

    /// <returns>Null where another watch has the ledger.</returns>
    /// <exception cref="LedgerException">What is kept is damaged.</exception>
    public static WatchStore? TryOpen(LedgerFolder folder, ImmutableArray<ChannelSettings> channels)
    {
        if (WatchFiles.TryOpen(folder) is not { } files) return null;
        try
        {
            var store = new WatchStore(files, channels, Load(files));
            foreach (var line in files.Journal(store._generation)) store.Replay(line);
            // From here on the journal is a new one: a line of the old may have been torn.
            store.Save(store._book, []);
            return store;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Makes a round's findings durable, with an alert for each change.</summary>
    /// <returns>The changes.</returns>
    public ImmutableArray<FindingChange> Commit(IEnumerable<Finding> found, FindingScope scope, long now)
    {
        lock (_lock)
        {
            var (after, changes) = _book.Take(found, scope, now);
            var alerts = changes.Select((c, i) => new Alert(_next + i, c, [.. _channels.Where(l => c.Finding.Severity >= l.Least).Select(l => l.Name)])).ToImmutableArray();
            // Nobody is told before it is on the disk.
            if (scope.IsWhole || !changes.IsEmpty) Save(after, alerts);
            (_book, _next) = (after, _next + alerts.Length);
            foreach (var alert in alerts) _outbox.Add(alert.Number, alert.Change, alert.Pending);
            return changes;
        }
    }

    /// <inheritdoc cref="Outbox.Of"/>
    public ImmutableArray<Alert> Pending(string channel, long after, int most)
    {
        lock (_lock) return _outbox.Of(channel, after, most);
    }

    /// <summary>A channel has taken these.</summary>
    /// <exception cref="IOException">It cannot be noted, and is known to this process only.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Strike(string channel, IEnumerable<Alert> alerts)
    {
        lock (_lock)
        {
            // All of them first: where the disk is full, this process knows all the same what was taken, and sends nothing again.
            var struck = alerts.Where(a => _outbox.Strike(channel, a.Number)).ToList();
            foreach (var alert in struck) _files.Append(_generation, string.Create(CultureInfo.InvariantCulture, $"{alert.Number} {channel}"));
        }
    }

    public Waiting Waiting
    {
        get
        {
            lock (_lock) return new Waiting(_book.Open.Count, _outbox.Count, _outbox.Oldest, _channels.ToImmutableSortedDictionary(c => c.Name, c => _outbox.CountOf(c.Name), StringComparer.Ordinal));
        }
    }

    public void Dispose() => _files.Dispose();

    private static WatchState Load(WatchFiles files)
    {
        if (files.Read() is not { } content) return WatchState.Empty;
        try
        {
            var state = JsonSerializer.Deserialize(content, WatchStateJson.Default.WatchState);
            if (state is { Schema: not WatchState.CurrentSchema }) throw files.Damaged($"of version {state.Schema}, and this program reads version {WatchState.CurrentSchema}", null);
            return state is { Open.IsDefault: false, Outbox.IsDefault: false } && state.Open.All(o => o.Finding is { Subject: not null }) && state.Outbox.All(a => a is { Change.Finding.Subject: not null, Pending.IsDefault: false })
                ? state : throw files.Damaged("incomplete", null);
        }
        catch (JsonException e)
        {
            throw files.Damaged($"damaged ({e.Message})", e);
        }
    }

    private void Replay(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && long.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) _outbox.Strike(line[(space + 1)..], number);
    }

    private void Save(FindingBook book, ImmutableArray<Alert> added)
    {
        var outbox = _outbox.All.AddRange(added.Where(a => !a.Pending.IsEmpty));
        var state = new WatchState(WatchState.CurrentSchema, _generation + 1, _next + added.Length, [.. book.Open.Values], outbox);
        _files.Replace(state.Generation, JsonSerializer.SerializeToUtf8Bytes(state, WatchStateJson.Default.WatchState));
        _generation = state.Generation;
    }
}
