using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>
/// The events of one credential. A console session mints a key for each request but keeps one creation date; all others
/// are told by their key. What any event of a group reveals holds for the whole group: AWS stamps onBehalfOf, sign-in
/// session and source identity per service, not per session.
/// </summary>
public readonly record struct CredentialGroup(string Key, long CreationDate)
{
    public static CredentialGroup? Of(UserIdentity identity, bool fromConsole)
    {
        var keyless = string.IsNullOrEmpty(identity.AccessKeyId);
        if ((fromConsole || keyless) && identity is { CreationDate: { } created, PrincipalId: { } principal }) return new(principal, created);
        return keyless ? null : new(identity.AccessKeyId!, 0);
    }
}

/// <summary>What the events of a credential group reveal between them.</summary>
public sealed record Revelation(string? OnBehalfOfUser, string? OnBehalfOfStore, string? SignInSessionArn, string? SourceIdentity)
{
    public static readonly Revelation Nothing = new(null, null, null, null);

    public static Revelation Of(UserIdentity identity) =>
        new(identity.OnBehalfOfUser, identity.OnBehalfOfUser is null ? null : identity.OnBehalfOfStore, identity.SignInSessionArn, identity.SourceIdentity);

    /// <summary>Both together. Where they disagree the lesser text wins, so that the order of reading does not matter.</summary>
    public Revelation With(Revelation other)
    {
        var (user, store) = Least((OnBehalfOfUser, OnBehalfOfStore), (other.OnBehalfOfUser, other.OnBehalfOfStore));
        return new(user, store, Least(SignInSessionArn, other.SignInSessionArn), Least(SourceIdentity, other.SourceIdentity));
    }

    private static string? Least(string? a, string? b) => a is null ? b : b is null || string.CompareOrdinal(a, b) <= 0 ? a : b;

    private static (string? User, string? Store) Least((string? User, string? Store) a, (string? User, string? Store) b) =>
        a.User is null ? b : b.User is null || string.CompareOrdinal($"{a.User} {a.Store}", $"{b.User} {b.Store}") <= 0 ? a : b;
}
