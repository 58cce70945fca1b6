using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Answering;

/// <summary>Reads identities by their places.</summary>
internal sealed class IdentityLookup(Snapshot snapshot)
{
    /// <exception cref="LedgerException">There is none at that place.</exception>
    public (UserIdentity Identity, bool FromConsole) At(IdentityPlace place)
    {
        var rows = snapshot.AskOf(
            [.. snapshot.Segments.Where(s => s.Number == place.Segment)], $"SELECT {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE d.number = $number", "",
            row => IdentityRow.Read(row, 0), ("number", place.Number));
        return rows is [var identity] ? identity : throw new LedgerException($"segment {place.Segment} of the ledger is damaged: import into a new folder");
    }
}
