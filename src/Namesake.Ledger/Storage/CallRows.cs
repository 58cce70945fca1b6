using DuckDB.NET.Data;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Storage;

/// <summary>What issuing events tell of their calls, by the events' ids.</summary>
internal sealed class CallRows
{
    private readonly Dictionary<string, CallDetails> _calls = new(StringComparer.Ordinal);

    /// <summary>Reads what segments hold of it.</summary>
    /// <param name="snapshot">The ledger.</param>
    /// <param name="segments">Of which those are asked that have any.</param>
    /// <param name="condition">A condition on credentials <c>i</c>.</param>
    /// <param name="parameters">Its parameters.</param>
    public static CallRows Of(Snapshot snapshot, IEnumerable<SegmentInfo> segments, string condition = "", params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var found = new CallRows();
        var join = condition.Length == 0 ? "" : $" JOIN {{s}}.issued i ON i.id = c.id WHERE {condition}";
        // Of the deliveries of one event any will do: they are alike.
        foreach (var (id, call) in snapshot.AskOf([.. segments.Where(s => s.HasCalls)], $"SELECT {SegmentTables.CallColumns} FROM {{s}}.calls c{join}", "", Read, parameters)) found._calls.TryAdd(id, call);
        return found;
    }

    /// <summary>The credential with what its event tells of the call.</summary>
    public IssuedCredential Told(IssuedCredential credential) => _calls.TryGetValue(credential.Id.ToString(), out var call) ? credential with { Call = call } : credential;

    private static (string Id, CallDetails Call) Read(DuckDBDataReader row) =>
        (row.GetString(0), new CallDetails(row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.IsDBNull(5) ? null : row.GetBoolean(5), row.GetBoolean(6)));
}
