using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Answering;

/// <summary>A source that an event was, or may have been, read from.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Version">The state of it that was read; null where nothing tells states apart, as of standard input.</param>
public sealed record EventSource(string Name, string? Version);

/// <summary>Tells where events were read.</summary>
public sealed class EventSources(Snapshot snapshot)
{
    /// <returns>The source that the event was kept from, then later states of it that were read; none where the ledger has no such event.</returns>
    public IReadOnlyList<EventSource> Of(EventId id)
    {
        var fact = FactId.Of(id);
        var own = snapshot.Ask(
            "SELECT i.name, i.version FROM {s}.facts f JOIN {s}.places l ON l.number = f.place JOIN {s}.inputs i ON i.number = l.input WHERE f.id_high = $high AND f.id_low = $low", Read, ("high", fact.High), ("low", fact.Low));
        if (own.Count == 0) return [];
        return [own[0], .. snapshot.Ask("SELECT i.name, i.version FROM {s}.inputs i WHERE i.name = $name", Read, ("name", own[0].Name)).Where(s => s != own[0]).Distinct()];
    }

    private static EventSource Read(DuckDB.NET.Data.DuckDBDataReader row) => new(row.GetString(0), row.Text(1));
}
