using System.Collections.Immutable;

namespace Namesake.Audit.Replay;

/// <summary>What a proposed trust policy would have done with a call.</summary>
public enum ReplayVerdict
{
    Allowed,
    Refused,

    /// <summary>The log does not tell what the policy asks: never taken for allowed.</summary>
    CannotSay,
}

/// <summary>What a proposed trust policy would have done with a call, and what the log would have had to tell.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Unknown">Where it cannot be said: the keys, or what in words, that the log does not tell.</param>
public sealed record ReplayOutcome(ReplayVerdict Verdict, ImmutableArray<string> Unknown)
{
    internal static readonly ReplayOutcome Allowed = new(ReplayVerdict.Allowed, []);
    internal static readonly ReplayOutcome Refused = new(ReplayVerdict.Refused, []);
}
