using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Clauses;

/// <summary>
/// A set of callers between which the policy's principals do not distinguish: one user, one session, all sessions of a
/// role, an account's users or sessions, those of all accounts that the policy does not name, a provider's subjects.
/// </summary>
/// <param name="Example">One of them.</param>
/// <param name="PrincipalArn">The example's <c>aws:PrincipalArn</c>.</param>
/// <param name="Account">Their account; null where it may be any that the policy does not name.</param>
/// <param name="Role">The ARN of the role whose sessions they are, where it is one role.</param>
/// <param name="Name">The one user's name, session's own name, where it is one caller.</param>
/// <param name="Provider">Their identity provider; null where it may be any with the example's host.</param>
internal sealed record CallerDomain(Caller Example, string? PrincipalArn, AccountId? Account, string? Role, string? Name, string? Provider)
{
    public CallerKind Kind => Example.Kind;

    public bool IsSigned => Kind is CallerKind.IamUser or CallerKind.RoleSession;

    /// <summary>The ARN as <c>aws:PrincipalArn</c> has it, where it is one.</summary>
    public string? KnownArn => Kind == CallerKind.RoleSession ? Role : Name is null ? null : Example.Arn;

    /// <summary>The prefix of the provider's own condition keys.</summary>
    public string Host => RequestContext.ProviderHost(Example.Arn);

    public string Partition => Arn.TryParse(Example.Arn, out var arn) ? arn.Partition : "aws";

    /// <summary>Whether a Principal or NotPrincipal element speaks of them: of all or of none, by the making of the domains.</summary>
    public bool IsOf(PrincipalElement? element)
    {
        if (element is null) return true;
        foreach (var principal in element.Principals)
            if (principal.Matches(Example, PrincipalArn))
                return !element.Negated;
        return element.Negated;
    }
}
