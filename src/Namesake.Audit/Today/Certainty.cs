namespace Namesake.Audit.Today;

/// <summary>How far it is known that an identity can assume a role today.</summary>
public enum Certainty
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary>A policy could not be read, or the trust policy's conditions were not decided: perhaps.</summary>
    Undecided,

    /// <summary>Its own policies allow it under conditions, or deny it under some.</summary>
    Conditional,

    Certain,
}
