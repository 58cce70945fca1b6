using DuckDB.NET.Data;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Answering;

/// <summary>
/// What the numbers in facts stand for, looked up when somebody asks. Neighbours are read and kept with what is asked for: a
/// segment has some hundred acts and places, and to read one takes as long as to read many.
/// </summary>
internal sealed class FactWords(Snapshot snapshot)
{
    private const int Block = 256;

    /// <summary>So many are kept; a ledger may have any number of them.</summary>
    private const int MostKept = 64 * Block;

    private readonly Dictionary<(int Segment, int Number), FactAct> _acts = [];
    private readonly Dictionary<(int Segment, int Number), FactPlace> _places = [];

    public FactAct Act(SegmentInfo segment, int number) => Find(_acts, segment, number, $"SELECT {FactRows.ActColumns} FROM {{s}}.acts c WHERE c.number", FactRows.ReadAct);

    public FactPlace Place(SegmentInfo segment, int number) => Find(_places, segment, number, $"SELECT {FactRows.PlaceColumns} FROM {{s}}.places l WHERE l.number", FactRows.ReadPlace);

    public string? Address(SegmentInfo segment, int number) => number == 0 ? null
        : snapshot.AskOf([segment], "SELECT t.text FROM {s}.addresses t WHERE t.number = $number", "", row => row.GetString(0), ("number", number)) is [var text] ? text : throw Damaged(segment);

    private T Find<T>(Dictionary<(int, int), T> kept, SegmentInfo segment, int number, string query, Func<DuckDBDataReader, T> read)
    {
        if (kept.TryGetValue((segment.Number, number), out var known)) return known;
        if (kept.Count > MostKept) kept.Clear();
        var first = number / Block * Block;
        foreach (var (at, item) in snapshot.AskOf([segment], $"{query} BETWEEN $first AND $last", "", row => (row.GetInt32(0), read(row)), ("first", first), ("last", first + Block - 1)))
            kept[(segment.Number, at)] = item;
        return kept.TryGetValue((segment.Number, number), out var found) ? found : throw Damaged(segment);
    }

    private static LedgerException Damaged(SegmentInfo segment) => new($"segment {segment.Number} of the ledger is damaged: import into a new folder");
}
