using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>Why a walk back from a credential ended where it did.</summary>
public enum WalkEnd
{
    /// <summary>At an identity that is no session, or whose issuing event is not at hand.</summary>
    Reached,

    /// <summary>At an identity with several possible issuing events.</summary>
    Ambiguous,

    /// <summary>The credentials issue each other in a circle, which only forged or broken logs have.</summary>
    Cycle,
}

/// <summary>
/// A credential and the way back from it to whoever asked for the first one. Shared between all credentials further
/// down, so that a chain is walked once. No record: comparing or printing one would recurse as deep as the chain is long.
/// </summary>
/// <param name="issued">The credential.</param>
/// <param name="tie">How the caller of this credential is tied to <paramref name="earlier"/>.</param>
/// <param name="earlier">The credential with which it was asked for; null at the end.</param>
/// <param name="end">Why the walk ended, the same along the whole chain.</param>
public sealed class Ancestry(IssuedCredential issued, Tie tie, Ancestry? earlier, WalkEnd end)
{
    public IssuedCredential Issued { get; } = issued;

    public Ancestry? Earlier { get; } = earlier;

    public WalkEnd End { get; } = end;

    /// <summary>How many credentials there are from here to the end.</summary>
    public int Length { get; } = earlier is null ? 1 : earlier.Length + 1;

    /// <summary>Whether every hop is tied by its key.</summary>
    public bool AllByKey { get; } = earlier is null || tie == Tie.Key && earlier.AllByKey;

    public IEnumerable<IssuedCredential> Chain
    {
        get
        {
            for (var at = this; at is not null; at = at.Earlier) yield return at.Issued;
        }
    }
}
