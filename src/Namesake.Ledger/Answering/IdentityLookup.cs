using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Answering;

/// <summary>Reads identities by their places. Those that issue credentials are few, and met again and again.</summary>
internal sealed class IdentityLookup(Snapshot snapshot)
{
    private const int Block = 512;

    /// <summary>An identity takes about a KiB.</summary>
    private const int MostKept = 8_192;

    private readonly SmallTable<IdentityProfile> _profiles =
        new(snapshot, $"SELECT p.number, {IdentityProfile.Columns} FROM {{s}}.profiles p WHERE p.number", row => IdentityProfile.Read(row, 1), Block);
    private readonly Remembered<IdentityPlace, (UserIdentity Identity, bool FromConsole)> _known = new(MostKept);

    /// <exception cref="LedgerException">There is none at that place.</exception>
    public (UserIdentity Identity, bool FromConsole) At(IdentityPlace place)
    {
        if (_known.TryGet(place, out var known)) return known;
        var rows = snapshot.AskOf(
            [.. snapshot.Segments.Where(s => s.Number == place.Segment)], $"SELECT {IdentityOwn.Columns} FROM {{s}}.uses u WHERE u.number = $number", "",
            row => IdentityOwn.Read(row, 0), ("number", place.Number));
        return rows is [var own] ? _known.Keep(place, Complete(place.Segment, own)) : throw new LedgerException($"segment {place.Segment} of the ledger is damaged: import into a new folder");
    }

    /// <summary>The identity of which a segment's row was read.</summary>
    /// <exception cref="LedgerException">It has no profile.</exception>
    // Two plain questions take less time than one that joins.
    public (UserIdentity Identity, bool FromConsole) Complete(int segment, in IdentityOwn own) => _profiles.At(snapshot.Segments.First(s => s.Number == segment), own.Profile).With(own);
}
