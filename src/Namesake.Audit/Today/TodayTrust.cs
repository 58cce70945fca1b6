using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Audit.Today;

/// <summary>One way of an existing identity into a role: a statement, and how far its own policies let it.</summary>
/// <param name="Statement">The Allow statement that names it, its account or everyone.</param>
/// <param name="Identity">The user or role.</param>
/// <param name="Session">The one session of the role that is meant, where the statement names one.</param>
/// <param name="Certainty">What its own policies say.</param>
internal sealed record Entrance(Statement Statement, IamIdentity Identity, string? Session, Certainty Certainty)
{
    public Principal Principal => Session is not null
        ? new IdentityPrincipal(new Arn(Identity.Arn.Partition, "sts", "", Identity.Account.Digits, $"assumed-role/{Identity.Arn.Name}/{Session}"))
        : Identity.Kind == CallerKind.IamUser ? new IdentityPrincipal(Identity.Arn) : new RolePrincipal(Identity.Arn);
}

/// <summary>
/// A trust policy as far as it concerns identities that exist and whose own policies let them: each account in it is
/// replaced by those of its users and roles. It admits nothing that the policy itself does not.
/// </summary>
internal sealed class TodayTrust
{
    private readonly PolicyDocument _trust;

    public TodayTrust(PolicyDocument trust, Arn role, ExistingIdentities existing)
    {
        _trust = trust;
        var permissions = new Dictionary<IamIdentity, Permission>(ReferenceEqualityComparer.Instance);
        Entrances = [.. from statement in trust.Statements
                        where statement is { Effect: Effect.Allow, Principal.Negated: false } && statement.Action?.Matches(Policy.Evaluation.StsAdmission.AssumeRole) == true
                        from principal in statement.Principal!.Principals
                        from identity in existing.Of(principal)
                        let entrance = new Entrance(statement, identity, SessionOf(principal), Allowed(principal, identity))
                        where entrance.Certainty != Certainty.None
                        select entrance];

        Certainty Allowed(Principal principal, IamIdentity identity)
        {
            if (!permissions.TryGetValue(identity, out var own)) permissions[identity] = own = Permission.Of(identity, role);
            return identity.Account.Digits != role.Account ? own.Delegated : principal switch
            {
                AccountPrincipal => own.Delegated,
                RolePrincipal => own.AsNamedRole,
                _ => own.AsNamed,
            };
        }
    }

    public ImmutableArray<Entrance> Entrances { get; }

    /// <summary>The policy for some of the entrances alone. Statements of other actions are kept for the same identities.</summary>
    public PolicyDocument For(IReadOnlyCollection<Entrance> entrances)
    {
        var byStatement = entrances.ToLookup(e => e.Statement, e => e.Principal, ReferenceEqualityComparer.Instance);
        return _trust with { Statements = [.. _trust.Statements.Select(Narrowed).OfType<Statement>()] };

        Statement? Narrowed(Statement statement)
        {
            if (statement.Effect == Effect.Deny || statement.Principal is not { Negated: false } element) return statement;
            ImmutableArray<Principal> mine = [.. byStatement[statement].Distinct()];
            if (statement.Action?.Matches(Policy.Evaluation.StsAdmission.AssumeRole) != true) return Accompanying(statement, element, entrances);
            return mine.IsEmpty ? null : statement with { Principal = element with { Principals = mine } };
        }
    }

    // What lets a session be tagged, or a source identity be set, stands in statements of its own.
    private static Statement? Accompanying(Statement statement, PrincipalElement element, IEnumerable<Entrance> entrances)
    {
        ImmutableArray<Principal> mine = [.. entrances.Where(e => element.Principals.Any(p => SpeaksOf(p, e))).Select(e => e.Principal).Distinct()];
        return mine.IsEmpty ? null : statement with { Principal = element with { Principals = mine } };
    }

    private static bool SpeaksOf(Principal principal, Entrance entrance) =>
        principal == entrance.Principal || principal.Matches(Permission.CallerOf(entrance.Identity, entrance.Session ?? "any"), entrance.Identity.Arn.ToString());

    private static string? SessionOf(Principal principal) =>
        principal is IdentityPrincipal { Arn: { Service: "sts", ResourceType: "assumed-role" } arn } ? arn.Name : null;
}
