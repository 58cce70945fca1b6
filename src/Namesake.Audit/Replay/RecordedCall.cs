using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Replay;

/// <summary>A call of history that assumed the role.</summary>
/// <param name="Issued">What it issued, with what its event tells of the call where that was kept.</param>
/// <param name="Person">Who is behind the caller; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="InForce">The trust policy by which it was admitted, where the logs tell; null where they do not.</param>
public sealed record RecordedCall(IssuedCredential Issued, Origin? Person, Evidence Evidence, string? InForce)
{
    /// <summary>The action that the call needs.</summary>
    public string Action => $"sts:{Issued.EventName}";
}
