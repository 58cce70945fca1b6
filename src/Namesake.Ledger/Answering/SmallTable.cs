using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Answering;

/// <summary>
/// A table of each segment to whose rows others refer by number, read when somebody asks. Neighbours are read with what is asked
/// for, and kept: the first numbers are those that come most often.
/// </summary>
/// <param name="snapshot">The ledger.</param>
/// <param name="query">Ends with the name of the column of numbers, which is the first that it selects.</param>
/// <param name="read">Reads a row, whose second column is the first of the item's.</param>
/// <param name="block">How many are read at once.</param>
internal sealed class SmallTable<T>(Snapshot snapshot, string query, Func<DuckDBDataReader, T> read, int block)
{
    /// <summary>So many are kept, of some 600 bytes at most: a segment may have any number of them.</summary>
    private const int MostKept = 65_536;

    private readonly Remembered<(int Segment, int Number), T> _kept = new(MostKept);

    /// <exception cref="LedgerException">There is none of that number.</exception>
    public T At(SegmentInfo segment, int number)
    {
        if (_kept.TryGet((segment.Number, number), out var known)) return known;
        var first = number / block * block;
        var rows = snapshot.AskOf([segment], $"{query} BETWEEN $first AND $last", "", row => (Number: row.GetInt32(0), Item: read(row)), ("first", first), ("last", first + block - 1));
        var asked = rows.Where(r => r.Number == number).ToList();
        if (asked.Count == 0) throw new LedgerException($"segment {segment.Number} of the ledger is damaged: import into a new folder");
        foreach (var (at, item) in rows) _kept.Keep((segment.Number, at), item);
        return asked[0].Item;
    }
}
