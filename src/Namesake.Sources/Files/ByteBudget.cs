namespace Namesake.Sources.Files;

/// <summary>Bytes that several tasks may hold together.</summary>
internal sealed class ByteBudget(long bytes)
{
    private readonly Lock _lock = new();
    private long _free = bytes;
    private TaskCompletionSource _given = New();

    public bool TryTake(long size)
    {
        lock (_lock)
        {
            if (size > _free) return false;
            _free -= size;
            return true;
        }
    }

    /// <summary>Waits until others gave back enough.</summary>
    public async Task Take(long size, CancellationToken cancellation)
    {
        while (true)
        {
            Task given;
            lock (_lock) given = _given.Task;
            if (TryTake(size)) return;
            await given.WaitAsync(cancellation);
        }
    }

    public void Give(long size)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _free += size;
            (waiting, _given) = (_given, New());
        }
        waiting.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
