using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>
/// The answers that hold: of an identity's answers that of the latest segment. Answers that a later segment gave anew are few;
/// they are gathered once, so that a question is put to the segments of its time alone.
/// </summary>
internal sealed class CurrentAnswers
{
    private const string Own = "{s}.answers a";

    private readonly HashSet<int> _mended;

    public CurrentAnswers(Snapshot snapshot)
    {
        Snapshot = snapshot;
        var anew = Snapshot.Union(snapshot.Segments, "SELECT {n} AS written, a.* FROM {s}.answers a WHERE a.segment <> {n}");
        snapshot.Database.Execute($"CREATE TABLE memory.main.mended AS SELECT * FROM ({anew}) QUALIFY row_number() OVER (PARTITION BY segment, identity ORDER BY written DESC) = 1");
        _mended = [.. snapshot.Rows("SELECT DISTINCT segment FROM memory.main.mended", row => row.GetInt32(0))];
    }

    public Snapshot Snapshot { get; }

    /// <summary>Asks segments about their identities <c>d</c> and the answers <c>a</c> to them.</summary>
    /// <param name="segments">Which are asked.</param>
    /// <param name="columns">What of them.</param>
    /// <param name="conditions">Conditions that all hold.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="parameters">The parameters of the conditions.</param>
    public List<T> Ask<T>(
        IEnumerable<SegmentInfo> segments, string columns, IEnumerable<string> conditions, Func<DuckDB.NET.Data.DuckDBDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var (where, found) = (string.Join(" AND ", conditions.Prepend("a.identity = d.number")), new List<T>());
        foreach (var group in segments.GroupBy(s => _mended.Contains(s.Number)))
            found.AddRange(Snapshot.AskOf([.. group], group.Key ? string.Join("\nUNION ALL\n", Sources(touched: true).Select(Select)) : Select(Sources(touched: false)[0]), "", read, parameters));
        return found;

        string Select((string Source, string Condition) of) => $"SELECT {columns} FROM {{s}}.identities d, {of.Source} WHERE {of.Condition} AND {where}";
    }

    /// <summary>A relation of the current answers of a segment.</summary>
    public string Of(SegmentInfo segment) => string.Join(" UNION ALL ", Sources(_mended.Contains(segment.Number)).Select(s =>
        Snapshot.Union([segment], $"SELECT a.* {(s.Source == Own ? "" : "EXCLUDE (written)")} FROM {s.Source} WHERE {s.Condition}")));

    private static (string Source, string Condition)[] Sources(bool touched) => touched
        ? [(Own, "a.segment = {n} AND NOT EXISTS (SELECT 1 FROM memory.main.mended m WHERE m.segment = {n} AND m.identity = a.identity)"), ("memory.main.mended a", "a.segment = {n}")]
        : [(Own, "a.segment = {n}")];
}
