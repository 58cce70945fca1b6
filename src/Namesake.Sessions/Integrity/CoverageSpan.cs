namespace Namesake.Sessions.Integrity;

/// <summary>What is known of the logs that were delivered in a piece of time, from good to bad: where two hold, the worse counts.</summary>
public enum CoverageState
{
    /// <summary>A signed digest lists them, all are there, and each is as CloudTrail delivered it.</summary>
    Proved,

    /// <summary>Not known: no digest, no signature or no key at hand, or something was not read.</summary>
    Undecided,

    /// <summary>Something was changed, is gone, or was put there.</summary>
    Broken,
}

/// <summary>A piece of time, in milliseconds since 1970, <paramref name="Until"/> not included: the time at which logs were <i>delivered</i>.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="Until">Its end.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Code">The code of the diagnostic that says why it is not proved; null where it is.</param>
public sealed record CoverageSpan(long From, long Until, CoverageState State, string? Code);
