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
        if ((fromConsole || !identity.HasKey) && identity is { CreationDate: { } created, PrincipalId: { } principal }) return new(principal, created);
        return identity.HasKey ? new(identity.AccessKeyId!, 0) : null;
    }
}
