using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>
/// The answers that hold: of an identity's answers that of the latest segment. Answers that a later segment gave anew are few;
/// they are gathered once, so that a question is put to the segments of its time alone.
/// </summary>
internal sealed class CurrentAnswers
{
    private const string Own = "{s}.answers a";

    private readonly HashSet<IdentityPlace> _mended;
    private readonly HashSet<int> _mendedSegments;

    public CurrentAnswers(Snapshot snapshot)
    {
        Snapshot = snapshot;
        var anew = Snapshot.Union(snapshot.Segments, "SELECT {n} AS written, a.* FROM {s}.answers a WHERE a.segment <> {n}");
        snapshot.Database.Execute($"CREATE TABLE memory.main.mended AS SELECT * FROM ({anew}) QUALIFY row_number() OVER (PARTITION BY segment, identity ORDER BY written DESC) = 1");
        _mended = [.. snapshot.Rows("SELECT segment, identity FROM memory.main.mended", row => new IdentityPlace(row.GetInt32(0), row.GetInt32(1)))];
        _mendedSegments = [.. _mended.Select(m => m.Segment)];
    }

    public Snapshot Snapshot { get; }

    /// <summary>Finds identities <c>d</c> of segments by conditions on them and on the answers <c>a</c> to them.</summary>
    /// <param name="segments">Which are asked.</param>
    /// <param name="conditions">Conditions that all hold.</param>
    /// <param name="parameters">The parameters of the conditions.</param>
    public List<AnsweredIdentity> Ask(IEnumerable<SegmentInfo> segments, IEnumerable<string> conditions, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var asked = segments.ToList();
        var select = $"SELECT {AnsweredIdentity.Columns} FROM {{s}}.identities d, {{0}} WHERE a.segment = {{n}} AND {string.Join(" AND ", conditions.Prepend("a.identity = d.number"))}";
        var found = Snapshot.AskOf(asked, select.Replace("{0}", Own, StringComparison.Ordinal), "", AnsweredIdentity.Read, parameters).ToList();
        // What was given anew is dropped here: in the query that would be one more join for each segment.
        if (_mended.Count > 0) found.RemoveAll(i => _mended.Contains(i.Place));
        found.AddRange(Snapshot.AskOf([.. asked.Where(s => _mendedSegments.Contains(s.Number))], select.Replace("{0}", "memory.main.mended a", StringComparison.Ordinal), "", AnsweredIdentity.Read, parameters));
        return found;
    }

    /// <summary>A relation of the current answers of a segment.</summary>
    public string Of(SegmentInfo segment) => string.Join(" UNION ALL ", Sources(_mendedSegments.Contains(segment.Number)).Select(s =>
        Snapshot.Union([segment], $"SELECT a.* {(s.Source == Own ? "" : "EXCLUDE (written)")} FROM {s.Source} WHERE {s.Condition}")));

    private static (string Source, string Condition)[] Sources(bool touched) => touched
        ? [(Own, "a.segment = {n} AND NOT EXISTS (SELECT 1 FROM memory.main.mended m WHERE m.segment = {n} AND m.identity = a.identity)"), ("memory.main.mended a", "a.segment = {n}")]
        : [(Own, "a.segment = {n}")];
}
