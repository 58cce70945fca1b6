using Namesake.Policy.Model;

namespace Namesake.Audit.Chains;

public enum OriginKind
{
    /// <summary>The IAM users of an account.</summary>
    Users,

    /// <summary>One IAM user.</summary>
    User,

    /// <summary>Sessions of a role that the input does not hold, or one such session.</summary>
    OutsideSessions,

    /// <summary>Sessions of those roles of an account that the input does not hold.</summary>
    OtherRoles,

    /// <summary>Whom an identity provider knows.</summary>
    Subjects,

    /// <summary>An AWS service: nobody's name is lost.</summary>
    Service,

    /// <summary>Whoever may assume a role of the input whose trust policy was not understood.</summary>
    Unread,
}

/// <summary>Where a chain of roles begins: callers who are no session of a role of the input.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Principal">The account, user, role, session, provider or service as a policy names it, or the role that was not understood; null for those of any account or provider.</param>
/// <param name="Account">The account of users and roles, where it is one.</param>
public sealed record Origin(OriginKind Kind, string? Principal, AccountId? Account)
{
    public bool IsPerson => Kind != OriginKind.Service;

    /// <summary>Such as <c>users of 111122223333</c>.</summary>
    public override string ToString() => Kind switch
    {
        OriginKind.Users => $"users of {Account?.Digits ?? "any account"}",
        OriginKind.User => $"user {NameOf(Principal)} of {Account}",
        OriginKind.OutsideSessions when Principal!.Contains(":assumed-role/", StringComparison.Ordinal) => $"the session {Principal}",
        OriginKind.OutsideSessions => $"sessions of {Principal}",
        OriginKind.OtherRoles => Account is null ? "roles of any account" : $"other roles of {Account}",
        OriginKind.Subjects => $"subjects of {Principal ?? "any identity provider"}",
        OriginKind.Unread => $"whoever may assume {NameOf(Principal)}",
        _ => Principal ?? "any AWS service",
    };

    private static string? NameOf(string? principal) => Arn.TryParse(principal, out var arn) ? arn.Name : principal;
}
