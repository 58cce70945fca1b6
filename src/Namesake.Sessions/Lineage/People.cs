using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>Who appears in the logs by name or by id. It learns in any order and knows the same afterwards.</summary>
internal sealed class People
{
    private readonly Dictionary<string, UserIdentity> _usersById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Kind> _kinds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string User, string? Store), string> _identityCenterNames = [];

    private enum Kind
    {
        IamUser,
        IdentityCenterUser,
        SamlUser,
    }

    public void Learn(UserIdentity identity)
    {
        switch (identity)
        {
            case { Type: "IAMUser", UserName: { } name }:
                Name(name, Kind.IamUser);
                if (identity.PrincipalId is { } id && (!_usersById.TryGetValue(id, out var known) || UserIdentityOrder.Instance.Compare(identity, known) < 0)) _usersById[id] = identity;
                break;
            case { IsIdentityCenterRole: true, SessionName: { } name }:
                Name(name, Kind.IdentityCenterUser);
                break;
            case { Type: "IdentityCenterUser", UserName: { } name }:
                Name(name, Kind.IdentityCenterUser);
                Pair(identity.OnBehalfOfUser, identity.OnBehalfOfStore, name);
                break;
            case { Type: "SAMLUser", UserName: { } name }:
                Name(name, Kind.SamlUser);
                break;
        }
    }

    /// <summary>Identity Center names a user's sessions after him: one that reveals his id too ties the two.</summary>
    public void LearnPair(UserIdentity identity, Revelation revealed)
    {
        if (identity is { IsIdentityCenterRole: true, SessionName: { } name }) Pair(revealed.OnBehalfOfUser, revealed.OnBehalfOfStore, name);
    }

    public UserIdentity? UserOf(string? principalId) => principalId is not null && _usersById.TryGetValue(principalId, out var user) ? user : null;

    public string? PersonNamed(string? name) => name is null || !_kinds.TryGetValue(name, out var kind) ? null : kind switch
    {
        Kind.IamUser => "an IAM user",
        Kind.IdentityCenterUser => "an Identity Center user",
        _ => "a SAML user",
    };

    public string? IdentityCenterName(string? user, string? store) => user is not null && _identityCenterNames.TryGetValue((user, store), out var name) ? name : null;

    private void Name(string name, Kind kind) => _kinds[name] = _kinds.TryGetValue(name, out var known) && known < kind ? known : kind;

    private void Pair(string? user, string? store, string name)
    {
        if (user is not null && (!_identityCenterNames.TryGetValue((user, store), out var known) || string.CompareOrdinal(name, known) < 0)) _identityCenterNames[(user, store)] = name;
    }
}
