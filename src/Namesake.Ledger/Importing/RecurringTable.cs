namespace Namesake.Ledger.Importing;

/// <summary>What comes again and again, each with a number from 0.</summary>
internal sealed class RecurringTable<T>
    where T : struct, IRecurring<T>
{
    private const int Recent = 1_024;

    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _items = [];
    private readonly (T Item, int Number)[] _recent = new (T, int)[Recent];

    public RecurringTable() => Array.Fill(_recent, (default, -1));

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<T> Items => _items;

    public int NumberOf(in T item)
    {
        // The reader gives out the same string for the same text, most of the time.
        ref var recent = ref _recent[item.Glance() & (Recent - 1)];
        if (recent.Number >= 0 && recent.Item.IsSame(in item)) return recent.Number;
        recent = (item, Find(in item));
        return recent.Number;
    }

    private int Find(in T item)
    {
        if (_numbers.TryGetValue(item, out var known)) return known;
        _items.Add(item);
        return _numbers[item] = _items.Count - 1;
    }
}
