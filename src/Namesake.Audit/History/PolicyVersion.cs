using Namesake.Audit.Findings;
using Namesake.Sessions.Events;

namespace Namesake.Audit.History;

/// <summary>One version of a role's trust policy.</summary>
/// <param name="Begin">
/// The event that wrote it, or the first look that shows it: then it was written by an event that is not known, at the look's
/// time at the latest.
/// </param>
/// <param name="Until">When the next one is first known, in milliseconds since 1970; null for the last.</param>
/// <param name="LastSeen">When it is last known to have been there: its event, a look, or a repetition of it.</param>
/// <param name="Finding">What the audit says of it; null where the role was deleted, or the log hides the document.</param>
public sealed record PolicyVersion(PolicyChange Begin, long? Until, long LastSeen, RoleFinding? Finding)
{
    /// <summary>Whether the event that wrote it is known.</summary>
    public bool IsWritten => Begin.EventName != PolicyChange.Snapshot;

    /// <summary>Whether it is the end of the role.</summary>
    public bool IsDeletion => Begin.EventName == "DeleteRole";
}
