using System.Runtime.CompilerServices;

namespace Namesake.Sources.Aws;

/// <summary>Calls that are made before their turn, a few at a time, their answers in order.</summary>
internal static class LookAhead
{
    public const int Calls = 8;

    public static async IAsyncEnumerable<TAnswer> InOrder<T, TAnswer>(IEnumerable<T> items, Func<T, Task<TAnswer>> call, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var running = new Queue<Task<TAnswer>>();
        using var rest = items.GetEnumerator();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            while (running.Count < Calls && rest.MoveNext()) running.Enqueue(call(rest.Current));
            if (!running.TryDequeue(out var next)) yield break;
            yield return await next;
        }
    }
}
