using Namesake.Sessions.Attributions;

namespace Namesake.Ledger.Asking;

/// <summary>What is asked for: all of it together. What is null is not asked for. Texts compare without case.</summary>
public sealed record Filter
{
    public static readonly Filter None = new();

    public PersonForms? Person { get; init; }

    /// <summary>The name or the ARN of a role.</summary>
    public string? Role { get; init; }

    /// <summary>The account of the identity.</summary>
    public string? Account { get; init; }

    public string? SessionName { get; init; }

    /// <summary>The ARN of a role session or of a federated user.</summary>
    public string? SessionArn { get; init; }

    public string? AccessKey { get; init; }

    /// <summary>An address from which something was done.</summary>
    public string? Address { get; init; }

    /// <summary>From this time on, in milliseconds since 1970.</summary>
    public long? Since { get; init; }

    /// <summary>Before this time.</summary>
    public long? Until { get; init; }

    public Evidence? Evidence { get; init; }

    /// <summary>Only what bears a name that the keys contradict.</summary>
    public bool Contradicted { get; init; }

    /// <summary>The number of the one segment that is asked.</summary>
    internal int? Segment { get; init; }

    /// <summary>Only identities whose answer depends on the time of the event.</summary>
    internal bool OnlyVarying { get; init; }

    /// <summary>Whether something that was done between two times, both included, can all have been done in the time asked for.</summary>
    internal bool Covers(long first, long last) => first >= (Since ?? long.MinValue) && last < (Until ?? long.MaxValue);

    internal bool Touches(long first, long last) => first < (Until ?? long.MaxValue) && last >= (Since ?? long.MinValue);
}
