using System.Diagnostics.CodeAnalysis;

namespace Namesake.Ledger.Answering;

/// <summary>What was read of segments, which never change: up to a number of things, of which all are dropped when it is full.</summary>
/// <param name="most">The number.</param>
internal sealed class Remembered<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _known = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _known.TryGetValue(key, out value);

    public TValue Keep(TKey key, TValue value)
    {
        if (_known.Count >= most) _known.Clear();
        return _known[key] = value;
    }
}
