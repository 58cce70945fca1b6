using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

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
        var facts = new FactQuery(reader.Snapshot, places, filter);
        var used = facts.Ask("f.address", " GROUP BY f.identity, f.address", "", (row, owner, segment) => (owner, Segment: segment, Number: row.GetInt32(2))).Where(u => u.Number != 0).Distinct().ToList();
        var texts = Texts(reader, used.Select(u => (u.Segment, u.Number)).Distinct().ToLookup(u => u.Segment, u => u.Number));
        foreach (var (owner, segment, number) in used) (found[owner] ??= new SortedSet<string>(StringComparer.Ordinal)).Add(texts[(segment, number)]);
        return [.. found.Select(f => f is null ? AddressList.None : new AddressList([.. f.Take(AddressList.Most)], f.Count))];
    }

    private static Dictionary<(int Segment, int Number), string> Texts(LedgerReader reader, ILookup<int, int> numbers)
    {
        var wanted = reader.Snapshot.Segments.Where(s => numbers.Contains(s.Number)).ToList();
        if (wanted.Count == 0) return [];
        var union = string.Join("\nUNION ALL\n", wanted.Select(s => Snapshot.Union([s], $"SELECT {{n}}, t.number, t.text FROM {{s}}.addresses t WHERE t.number IN ({string.Join(',', numbers[s.Number])})")));
        return reader.Snapshot.Rows(union, row => (Key: (row.GetInt32(0), row.GetInt32(1)), Text: row.GetString(2))).ToDictionary(t => t.Key, t => t.Text);
    }
}
