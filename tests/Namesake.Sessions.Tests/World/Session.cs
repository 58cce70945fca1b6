using Namesake.Sessions.Events;

namespace Namesake.Sessions.Tests.World;

/// <summary>A session under temporary credentials, from which the identities of its events are made.</summary>
internal sealed record Session
{
    public string Type { get; init; } = "AssumedRole";

    public required string Name { get; init; }

    public string Role { get; init; } = "";

    public string Path { get; init; } = "";

    public string Account { get; init; } = Who.Home;

    public string? Key { get; init; }

    public long? Created { get; init; }

    public string? InvokedBy { get; init; }

    public string? SourceIdentity { get; init; }

    public string? SignIn { get; init; }

    public (string User, string? Store)? OnBehalfOf { get; init; }

    /// <summary>The IAM user who asked for a federated session, as its events show him.</summary>
    public string? Issuer { get; init; }

    public string PrincipalId => Type == "FederatedUser" ? $"{Account}:{Name}" : $"{Who.RoleId(Role, Account)}:{Name}";

    public string RoleArn => $"arn:aws:iam::{Account}:role/{Path}{Role}";

    public UserIdentity Identity => new()
    {
        Type = Type,
        Arn = Type == "FederatedUser" ? $"arn:aws:sts::{Account}:federated-user/{Name}" : $"arn:aws:sts::{Account}:assumed-role/{Role}/{Name}",
        AccountId = Account,
        PrincipalId = PrincipalId,
        AccessKeyId = Key,
        InvokedBy = InvokedBy,
        CreationDate = Created,
        SessionIssuerType = Type == "FederatedUser" ? Issuer is null ? null : "IAMUser" : "Role",
        SessionIssuerArn = Type == "FederatedUser" ? Issuer is null ? null : $"arn:aws:iam::{Account}:user/{Issuer}" : RoleArn,
        SessionIssuerUserName = Issuer,
        SourceIdentity = SourceIdentity,
        SignInSessionArn = SignIn,
        OnBehalfOfUser = OnBehalfOf?.User,
        OnBehalfOfStore = OnBehalfOf?.Store,
    };
}
