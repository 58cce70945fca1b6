using System.Diagnostics.CodeAnalysis;

namespace Namesake.Policy.Model;

/// <summary>What kind of identity signs, or brings a token for, a request to STS.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
public enum CallerKind
{
    IamUser,
    RoleSession,
    Service,
    Saml,
    WebIdentity,
    FederatedUser,
    Root,
    Anonymous,
}

/// <summary>Who makes a request.</summary>
/// <param name="Kind">The kind of identity.</param>
/// <param name="Arn">
/// The ARN of the user, the assumed-role session, the federated-user session or the root user; of a SAML or OIDC
/// provider (or the bare name of a built-in one); a service's name for a service.
/// </param>
/// <param name="Account">The account of the identity; null for services and federated callers.</param>
/// <param name="UserName">The name of an IAM user; for SAML and web identity the subject, where known.</param>
public sealed record Caller(CallerKind Kind, string Arn, AccountId? Account, string? UserName)
{
    public static readonly Caller Anonymous = new(CallerKind.Anonymous, "anonymous", null, null);

    /// <summary>The ARN that <c>aws:PrincipalArn</c> has: for a role session the role's, without the path that the session's ARN does not show.</summary>
    public string PrincipalArn =>
        Kind == CallerKind.RoleSession && Model.Arn.TryParse(Arn, out var arn) && arn.ResourceType == "assumed-role"
            ? $"arn:{arn.Partition}:iam::{arn.Account}:role/{RoleOf(arn)}"
            : Arn;

    /// <summary>The name that tells sessions of one role apart; null for other kinds.</summary>
    public string? OwnSessionName =>
        Kind == CallerKind.RoleSession && Model.Arn.TryParse(Arn, out var arn) && arn.ResourceType == "assumed-role" ? arn.Name : null;

    /// <summary>The name of this kind on the command line and in reports.</summary>
    public string KindName => NameOf(Kind);

    public static string NameOf(CallerKind kind) => kind switch
    {
        CallerKind.IamUser => "iam-user",
        CallerKind.RoleSession => "role-session",
        CallerKind.Service => "service",
        CallerKind.Saml => "saml",
        CallerKind.WebIdentity => "web-identity",
        CallerKind.FederatedUser => "federated-user",
        CallerKind.Root => "root",
        _ => "anonymous",
    };

    public static bool TryParseKind(string? name, out CallerKind kind)
    {
        foreach (var candidate in Enum.GetValues<CallerKind>())
            if (NameOf(candidate) == name)
            {
                kind = candidate;
                return true;
            }
        kind = default;
        return false;
    }

    public static Caller User(AccountId account, string name, string path = "/", string partition = "aws") =>
        new(CallerKind.IamUser, $"arn:{partition}:iam::{account}:user{path}{name}", account, name);

    public static Caller Session(AccountId account, string role, string session, string partition = "aws") =>
        new(CallerKind.RoleSession, $"arn:{partition}:sts::{account}:assumed-role/{role}/{session}", account, null);

    /// <summary>Tells a caller by its ARN, its service name, or the name of a built-in web identity provider.</summary>
    public static bool TryFromArn(string? text, [NotNullWhen(true)] out Caller? caller)
    {
        caller = null;
        if (string.IsNullOrWhiteSpace(text)) return false;
        if (!Model.Arn.TryParse(text, out var arn))
        {
            var kind = BuiltInProviders.Contains(text) ? CallerKind.WebIdentity : CallerKind.Service;
            if (kind == CallerKind.Service && !text.Contains('.', StringComparison.Ordinal)) return false;
            caller = new Caller(kind, text, null, null);
            return true;
        }
        var account = AccountId.TryParse(arn.Account, out var id) ? id : null;
        caller = (arn.Service, arn.ResourceType) switch
        {
            ("iam", "user") when arn.ResourceId.Length > 0 => new(CallerKind.IamUser, text, account, arn.Name),
            ("iam", "root") => new(CallerKind.Root, text, account, null),
            ("sts", "assumed-role") when RoleOf(arn).Length > 0 && arn.ResourceId.Contains('/', StringComparison.Ordinal) =>
                new(CallerKind.RoleSession, text, account, null),
            ("sts", "federated-user") => new(CallerKind.FederatedUser, text, account, null),
            ("iam", "saml-provider") => new(CallerKind.Saml, text, null, null),
            ("iam", "oidc-provider") => new(CallerKind.WebIdentity, text, null, null),
            _ => null,
        };
        return caller is not null;
    }

    /// <summary>
    /// Whether two callers are one person or workload: users by account and name without case, role sessions by role and
    /// own session name, federated callers by provider and subject.
    /// </summary>
    public bool IsSameAs(Caller other) => Kind == other.Kind && Kind switch
    {
        CallerKind.IamUser => Account == other.Account && string.Equals(UserName, other.UserName, StringComparison.OrdinalIgnoreCase),
        CallerKind.Saml or CallerKind.WebIdentity => Arn == other.Arn && UserName == other.UserName,
        _ => Arn == other.Arn,
    };

    /// <summary>Providers that a trust policy names without an ARN.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity</remarks>
    private static readonly HashSet<string> BuiltInProviders =
        new(StringComparer.Ordinal) { "accounts.google.com", "cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com" };

    private static string RoleOf(Arn session) =>
        session.ResourceId.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? session.ResourceId[..slash] : session.ResourceId;
}
