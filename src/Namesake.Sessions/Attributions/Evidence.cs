namespace Namesake.Sessions.Attributions;

/// <summary>How strong the answer is, from strong to weak.</summary>
public enum Evidence
{
    /// <summary>A chain of access keys, each hop with exactly one issuing event in the time allowed.</summary>
    Key,

    /// <summary>A hop without a key, tied by principal id and creation date to exactly one issuing event.</summary>
    Session,

    /// <summary>No issuing event, but AWS or a proved policy makes the name its caller's.</summary>
    EnforcedName,

    /// <summary>Only a name that nothing enforced.</summary>
    ClaimedName,

    /// <summary>Several issuing events fit.</summary>
    Ambiguous,

    /// <summary>Nothing tells.</summary>
    None,
}
