using System.Collections.Immutable;

namespace Namesake.Sources.Aws;

/// <summary>How a queue of notices is read.</summary>
public sealed record QueueOptions
{
    /// <summary>
    /// The buckets that messages may name; empty for any. Whoever may send to the queue could otherwise have logs of
    /// their own making read, out of a bucket of theirs.
    /// </summary>
    public ImmutableArray<string> Buckets { get; init; } = [];

    /// <summary>Whether to end when the queue has nothing to give, rather than to wait on.</summary>
    public bool UntilEmpty { get; init; }

    /// <summary>For how long other readers do not see a message that is being worked on; renewed at half of it.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one question waits for a message; SQS allows 20 seconds.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The first pause after SQS could not be reached; each further one is twice as long, up to a minute.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    public bool Allows(string bucket) => Buckets.IsEmpty || Buckets.Contains(bucket, StringComparer.Ordinal);
}

/// <summary>The objects that some messages tell of.</summary>
/// <param name="Files">Each once, whether it was read before or not: messages are delivered at least once.</param>
public sealed record QueueBatch(ImmutableArray<Files.InputFile> Files)
{
    internal ImmutableArray<FileMessage> Messages { get; init; } = [];
}

/// <summary>What became of a file of which a message tells.</summary>
public enum FileFate
{
    /// <summary>It was not begun: whoever comes next may have it at once.</summary>
    Untouched,

    /// <summary>All that it holds is kept for good.</summary>
    Kept,

    /// <summary>It could not be read whole: to be tried again, as often as the queue's redrive policy allows.</summary>
    Lost,
}

/// <summary>A message and the files that it tells of.</summary>
internal sealed record FileMessage(HeldMessage Message, ImmutableArray<Files.InputFile> Files);

/// <summary>A message that nobody else sees for now.</summary>
/// <param name="Id">By which people find it.</param>
/// <param name="Receipt">By which it is held and deleted.</param>
internal sealed record HeldMessage(string Id, string Receipt);
