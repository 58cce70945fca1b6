using Namesake.Sessions.Events;

namespace Namesake.Sessions.Attributions;

/// <summary>
/// The sign-in grants met on one way back. A circle among them spoils the whole way, so that no answer depends on where
/// the circle was entered.
/// </summary>
internal sealed class GrantWalk
{
    /// <summary>Grants under granted sessions, and so on: real ones are two or three deep.</summary>
    private const int Most = 32;

    private readonly HashSet<string> _minted = new(StringComparer.Ordinal);

    public bool IsEmpty => _minted.Count == 0;

    public bool IsCircular { get; private set; }

    /// <returns>Whether the walk may go on through it.</returns>
    public bool Enter(SignInGrant grant)
    {
        if (_minted.Count == Most || !_minted.Add(grant.MintedSession)) IsCircular = true;
        return !IsCircular;
    }
}
