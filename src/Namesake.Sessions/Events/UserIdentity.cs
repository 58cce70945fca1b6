namespace Namesake.Sessions.Events;

/// <summary>
/// The userIdentity of an event. One object serves all events whose userIdentity reads the same, so it is compared by
/// reference; a trail of a million events has some thirty thousand of them.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html</remarks>
public sealed class UserIdentity
{
    public static readonly UserIdentity None = new();

    /// <summary>IAMUser, AssumedRole, Role, FederatedUser, Root, AWSAccount, AWSService, SAMLUser, WebIdentityUser, IdentityCenterUser, …</summary>
    public string? Type { get; init; }

    public string? Arn { get; init; }

    public string? AccountId { get; init; }

    public string? UserName { get; init; }

    /// <summary>For a role session <c>AROA…:SESSION</c>, for a user <c>AIDA…</c>, for a federated user <c>ACCOUNT:NAME</c>.</summary>
    public string? PrincipalId { get; init; }

    public string? AccessKeyId
    {
        get;
        init
        {
            field = value;
            HasKey = IsKey(value);
        }
    }

    /// <summary>Whether the event shows a key, and has not masked it: a mask is the same for many keys and identifies none.</summary>
    public bool HasKey { get; private init; }

    /// <summary>The service that calls on the caller's behalf, or as itself.</summary>
    public string? InvokedBy { get; init; }

    /// <summary>The SAML or web identity provider.</summary>
    public string? IdentityProvider { get; init; }

    /// <summary>When the session's credentials were issued, in milliseconds since 1970; whole seconds in CloudTrail.</summary>
    public long? CreationDate { get; init; }

    /// <summary>Whether the identity itself says that its credential came from a console session.</summary>
    public bool FromConsole { get; init; }

    public string? SessionIssuerType { get; init; }

    public string? SessionIssuerArn { get; init; }

    public string? SessionIssuerPrincipalId { get; init; }

    public string? SessionIssuerUserName { get; init; }

    public string? SourceIdentity { get; init; }

    /// <summary>The sign-in session, which outlives its rotating keys.</summary>
    public string? SignInSessionArn { get; init; }

    /// <summary>The Identity Center user; a person only together with <see cref="OnBehalfOfStore"/>.</summary>
    public string? OnBehalfOfUser { get; init; }

    public string? OnBehalfOfStore { get; init; }

    /// <summary>What AWS says the credentials were issued to, as an ARN: a Lambda function, an instance (<c>inScopeOf.credentialsIssuedTo</c>).</summary>
    public string? IssuedTo { get; init; }

    /// <summary>By which version of the instance metadata service EC2 handed the credentials out (<c>sessionContext.ec2RoleDelivery</c>).</summary>
    public string? Ec2RoleDelivery { get; init; }

    public bool IsRoleSession => Type == "AssumedRole";

    /// <summary>A role session of another account, of which this account's log knows only the principal id.</summary>
    public bool IsOtherAccountsRole => Type == "AWSAccount" && PrincipalId?.StartsWith("AROA", StringComparison.Ordinal) == true;

    /// <summary>Made with temporary credentials that belong to no long-lived identity: what attribution is about.</summary>
    public bool IsSession => Type is "AssumedRole" or "FederatedUser";

    /// <summary>
    /// Whether its session is told by principal id and creation date rather than by its key: a console session, and a service
    /// that acts for its caller (forward access), use keys that no logged event issued.
    /// </summary>
    /// <param name="fromConsole">Whether the event came from a console session.</param>
    public bool IsToldByCreation(bool fromConsole) => PrincipalId is not null && (fromConsole || !HasKey || InvokedBy is not null);

    /// <summary>The session name: the tail of the ARN, or of the principal id.</summary>
    public string? SessionName => !IsSession ? null : Tail(Arn, '/') ?? Tail(PrincipalId, ':');

    /// <summary>The role of a role session, as an ARN where the event tells it.</summary>
    public string? RoleArn => !IsRoleSession ? null : SessionIssuerArn ?? RoleOfSession(Arn);

    /// <summary>The name of the role.</summary>
    public string? RoleName => Tail(RoleArn, '/');

    /// <summary>Roles that IAM Identity Center makes, whose sessions AWS itself names after the user.</summary>
    public bool IsIdentityCenterRole => RoleName?.StartsWith("AWSReservedSSO_", StringComparison.Ordinal) == true;

    /// <summary>The service that a service-linked role belongs to, which alone can assume it.</summary>
    public string? ServiceOfLinkedRole
    {
        get
        {
            const string marker = ":role/aws-service-role/";
            var at = RoleArn?.IndexOf(marker, StringComparison.Ordinal) ?? -1;
            if (at < 0) return null;
            var rest = RoleArn![(at + marker.Length)..];
            return rest.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? rest[..slash] : null;
        }
    }

    internal static bool IsKey(string? text) =>
        !string.IsNullOrEmpty(text) && text.AsSpan().IndexOfAny('*', '<') < 0 && !text.StartsWith("HIDDEN_", StringComparison.Ordinal);

    private static string? Tail(string? text, char separator)
    {
        var at = text?.LastIndexOf(separator) ?? -1;
        return at < 0 || at + 1 == text!.Length ? null : text[(at + 1)..];
    }

    private static string? RoleOfSession(string? sessionArn)
    {
        var parts = sessionArn?.Split(':', 6);
        if (parts is not { Length: 6 } || !parts[5].StartsWith("assumed-role/", StringComparison.Ordinal)) return null;
        var names = parts[5].Split('/');
        return names.Length < 2 ? null : $"{parts[0]}:{parts[1]}:iam::{parts[4]}:role/{names[1]}";
    }
}
