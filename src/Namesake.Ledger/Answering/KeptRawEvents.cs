using DuckDB.NET.Data;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Answering;

/// <summary>Events as their logs have them, where the ledger keeps them.</summary>
public sealed class KeptRawEvents(Snapshot snapshot)
{
    /// <returns>The event's JSON, but for secrets; null where it is not kept.</returns>
    /// <exception cref="LedgerException">The ledger is damaged.</exception>
    public byte[]? Find(EventId id)
    {
        var fact = FactId.Of(id);
        foreach (var segment in snapshot.Segments.Where(s => s.HasRaw))
        {
            // Facts and the numbers of what is kept of them stand in the same rows.
            var row = snapshot.AskOf([segment], "SELECT f.rowid FROM {s}.facts f WHERE f.id_high = $high AND f.id_low = $low", "", r => r.GetInt64(0), ("high", fact.High), ("low", fact.Low));
            if (row.Count == 0) continue;
            var number = snapshot.AskOf([segment], "SELECT r.number FROM {s}.raw r WHERE r.rowid = $row", "", r => r.GetInt32(0), ("row", row[0]))[0];
            return number == 0 ? null : Open(segment, number);
        }
        return null;
    }

    private byte[]? Open(SegmentInfo segment, int number)
    {
        var blocks = snapshot.AskOf([segment], $"SELECT {RawRow.Columns} FROM {{s}}.raw_blocks b WHERE b.first <= $number AND b.first + b.count > $number", "", RawRow.Read, ("number", number));
        return blocks.Count == 0 ? null : blocks[0].Open()[number - blocks[0].First].ToArray();
    }
}
