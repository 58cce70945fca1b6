using System.Runtime.InteropServices;

namespace Namesake.Ledger.Lineage;

/// <summary>The numbers of things by the hashes of the texts by which they are looked for (<see cref="Storage.Term"/>).</summary>
internal sealed class TermIndex
{
    private const int None = -1;

    private readonly List<(int Item, int Next)> _entries = [];
    private readonly Dictionary<ulong, int> _first = [];

    /// <summary>How many hashes it knows, those of several things counted for each.</summary>
    public int Count => _entries.Count;

    /// <param name="item">The number of a thing.</param>
    /// <param name="term">The hash of one of its texts.</param>
    public void Add(int item, ulong term)
    {
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, term, out var known);
        _entries.Add((item, known ? first : None));
        first = _entries.Count - 1;
    }

    /// <summary>The things that may bear one of some texts, each once.</summary>
    public IReadOnlyCollection<int> Find(IEnumerable<ulong> terms)
    {
        if (_entries.Count == 0) return [];
        var items = new HashSet<int>();
        foreach (var term in terms)
            for (var at = _first.GetValueOrDefault(term, None); at != None; at = _entries[at].Next)
                items.Add(_entries[at].Item);
        return items;
    }
}
