using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>An identity, and the bytes that say it.</summary>
internal sealed class KnownIdentity(byte[] raw, UserIdentity identity)
{
    private bool _met;
    private bool _metInConsole;

    public UserIdentity Identity => identity;

    // Kept here too: the identity itself, one of thousands, need then not be fetched into the processor's cache.
    public bool FromConsole { get; } = identity.FromConsole;

    public byte[] Raw => raw;

    /// <summary>Whether no event of it, from a console session or not, was met so far in any part of the trail; two workers may both be told so.</summary>
    public bool IsNew(bool fromConsole)
    {
        ref var met = ref fromConsole ? ref _metInConsole : ref _met;
        if (met) return false;
        return met = true;
    }
}
