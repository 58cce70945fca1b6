namespace Namesake.Prover.Questions;

/// <summary>The answers to "does a session of this role bear its caller's name?". Unknown never reads as safe.</summary>
public enum Verdict
{
    /// <summary>Proved: no two callers can get one name.</summary>
    Attributable,

    /// <summary>Refuted, by two requests.</summary>
    Forgeable,

    /// <summary>Nobody can satisfy the policy.</summary>
    Closed,

    /// <summary>Only AWS services can assume the role.</summary>
    Workload,

    /// <summary>An identity provider names the caller: as good as the provider.</summary>
    Federated,

    /// <summary>Not decided, with the reason.</summary>
    Unknown,
}

/// <summary>What carries the caller's identity into the session.</summary>
public enum Carrier
{
    SessionName,
    SourceIdentity,
    SoleCaller,
}
