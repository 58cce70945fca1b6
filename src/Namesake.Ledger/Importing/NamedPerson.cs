using Namesake.Sessions.Events;

namespace Namesake.Ledger.Importing;

/// <summary>Somebody whom the logs call by name: whoever else bears that name, or shows that id, is held against him.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="PrincipalId">The unique id of an IAM user.</param>
/// <param name="BehalfUser">The id of an Identity Center user.</param>
/// <param name="Identity">The number of an identity that says so.</param>
internal sealed record NamedPerson(string Name, string? PrincipalId, string? BehalfUser, int Identity)
{
    public static NamedPerson? Of(UserIdentity identity, int number) => identity switch
    {
        { Type: "IAMUser", UserName: { } name } => new(name.ToLowerInvariant(), identity.PrincipalId, null, number),
        { IsIdentityCenterRole: true, SessionName: { } name } => new(name.ToLowerInvariant(), null, identity.OnBehalfOfUser, number),
        { Type: "IdentityCenterUser", UserName: { } name } => new(name.ToLowerInvariant(), null, identity.OnBehalfOfUser, number),
        { Type: "SAMLUser", UserName: { } name } => new(name.ToLowerInvariant(), null, null, number),
        _ => null,
    };
}
