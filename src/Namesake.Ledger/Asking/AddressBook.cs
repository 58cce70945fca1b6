using Namesake.Ledger.Importing;

namespace Namesake.Ledger.Asking;

/// <summary>Looks up where from something was done, for the rows that are shown: only then are facts read.</summary>
internal static class AddressBook
{
    /// <param name="reader">The ledger.</param>
    /// <param name="places">The identities of each row.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="filter">The time asked for.</param>
    /// <returns>For each row the addresses in the order of their text.</returns>
    public static AddressList[] Of(LedgerReader reader, IEnumerable<(IdentityPlace Place, int Row)> places, int rows, Filter filter)
    {
        var found = new SortedSet<string>?[rows];
        using (var owned = new OwnedPlaces(reader.Snapshot, places))
        {
            var perSegment =
                $$"""
                SELECT g.owner, t.text FROM (SELECT DISTINCT p.owner, f.address FROM {{OwnedPlaces.Facts}}{{FoundIdentities.TimesOf(filter)}}) g
                JOIN {s}.texts t ON t.number = g.address
                """;
            foreach (var (owner, text) in reader.Snapshot.AskOf(owned.Segments, perSegment, "", row => (row.GetInt32(0), row.GetString(1)), [.. FoundIdentities.Parameters(filter)]))
                (found[owner] ??= new SortedSet<string>(StringComparer.Ordinal)).Add(text);
        }
        return [.. found.Select(f => f is null ? AddressList.None : new AddressList([.. f.Take(AddressList.Most)], f.Count))];
    }
}
