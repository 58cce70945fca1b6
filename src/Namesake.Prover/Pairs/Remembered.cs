using System.Collections;

namespace Namesake.Prover.Pairs;

/// <summary>A sequence that is made as far as it is read, once.</summary>
internal sealed class Remembered<T>(IEnumerable<T> source) : IEnumerable<T>
{
    private readonly IEnumerator<T> _source = source.GetEnumerator();
    private readonly List<T> _made = [];

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; ; i++)
        {
            if (i == _made.Count)
            {
                if (!_source.MoveNext()) yield break;
                _made.Add(_source.Current);
            }
            yield return _made[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
