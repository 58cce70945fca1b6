using System.Collections.Immutable;
using Namesake.App.Watching.State;

namespace Namesake.App.Watching.Channels;

/// <summary>Somebody who takes alerts.</summary>
internal interface IChannel
{
    /// <summary>How many alerts it takes at a time.</summary>
    int Most { get; }

    /// <summary>Hands alerts over, once: trying again is not its business.</summary>
    /// <param name="alerts">In their order, at most <see cref="Most"/>.</param>
    /// <param name="cancellation">No answer is waited for any longer.</param>
    Task<ChannelAnswer> Deliver(ImmutableArray<Alert> alerts, CancellationToken cancellation);
}

/// <summary>What came of handing alerts over.</summary>
internal enum Fate
{
    /// <summary>They are taken.</summary>
    Taken,

    /// <summary>They are not, and may be in a while.</summary>
    Failed,

    /// <summary>They are not, and it would be the same if they were sent again now.</summary>
    Refused,
}

/// <summary>What a channel says to alerts.</summary>
/// <param name="Fate">What came of them.</param>
/// <param name="Why">In words, without a full stop; empty where they are taken.</param>
internal sealed record ChannelAnswer(Fate Fate, string Why)
{
    public static readonly ChannelAnswer Taken = new(Fate.Taken, "");

    /// <summary>Not before this time has passed; null where the channel does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The numbers of those among taken alerts that were not, each for a reason of its own.</summary>
    public ImmutableHashSet<long> Except { get; init; } = [];

    public static ChannelAnswer Failed(string why) => new(Fate.Failed, why);

    public static ChannelAnswer Refused(string why) => new(Fate.Refused, why);
}
