using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Chains;

/// <summary>Finds the first steps of chains: a question for each principal of a trust policy.</summary>
internal sealed class Entries(ChainRoles roles)
{
    /// <summary>Wide trust is asked again without a role of the input that it named, so often.</summary>
    private const int MostExclusions = 4;

    public IEnumerable<Entry> Of(ChainRole role)
    {
        if (role.Trust is null)
        {
            yield return new Entry(new Origin(OriginKind.Unread, role.Arn, role.Account), new Step(role, IsCertain: false, null, null, Loss.NotProved), SetsSourceIdentity: false);
            yield break;
        }
        if (role.Whole.Verdict == Verdict.Closed) yield break;
        foreach (var origin in role.Trusted.SelectMany(OriginsOf).Distinct())
        {
            if (origin.Kind == OriginKind.Service)
            {
                if (Open(role.Whole, CallerKind.Service) is { } service) yield return new Entry(origin, new Step(role, service.CanAssume == true, null, null, Loss.None), SetsSourceIdentity: false);
                continue;
            }
            var guard = GuardOf(origin);
            var answer = role.Ask(guard);
            for (var i = 0; i < MostExclusions && origin.Kind == OriginKind.OtherRoles && ExampleOf(answer) is { } known && roles.Find(known) is not null; i++)
            {
                guard = guard.Without([known]);
                answer = role.Ask(guard);
            }
            if (answer.Callers.FirstOrDefault(c => c.Verdict != Verdict.Closed) is not { } open) continue;
            var forced = role.Trust.Statements.Any(s => s.Conditions.Any(SourceIdentities.IsTested)) && role.Ask(guard.WithoutSourceIdentity()).Verdict == Verdict.Closed;
            yield return new Entry(origin, Step.Of(role, answer, open), forced);
        }
    }

    public static CallerAnswer? Open(RoleAnswer answer, CallerKind kind) => answer.Callers.FirstOrDefault(c => c.Kind == kind && c.Verdict != Verdict.Closed);

    private static string? ExampleOf(RoleAnswer answer) =>
        Open(answer, CallerKind.RoleSession)?.Example is not { } example ? null
        : example.Context.TryGetValue("aws:PrincipalArn", out var arn) ? arn.Values[0] : example.Caller.PrincipalArn;

    private IEnumerable<Origin> OriginsOf(Principal principal) => principal switch
    {
        Everyone { OfType: null or "AWS" } => [new(OriginKind.Users, null, null), new(OriginKind.OtherRoles, null, null), .. principal.Type is null ? Subjects : []],
        Everyone { OfType: "Federated" } => Subjects,
        Everyone { OfType: "Service" } => [new(OriginKind.Service, null, null)],
        AccountPrincipal { Account: var account } => [new(OriginKind.Users, account.Digits, account), new(OriginKind.OtherRoles, account.Digits, account)],
        RolePrincipal { Arn: var arn, Text: var text } => roles.Find(text) is null ? [new(OriginKind.OutsideSessions, text, AccountOf(arn))] : [],
        IdentityPrincipal { Arn: { Service: "iam" } arn, Text: var text } => [new(OriginKind.User, text, AccountOf(arn))],
        IdentityPrincipal { Arn: { ResourceType: "assumed-role" } arn, Text: var text } => roles.OfSession(arn) is null ? [new(OriginKind.OutsideSessions, text, AccountOf(arn))] : [],
        FederatedPrincipal { Text: var text } => [new(OriginKind.Subjects, text, null)],
        ServicePrincipal { Text: var text } => [new(OriginKind.Service, text, null)],
        _ => [],
    };

    private static readonly Origin[] Subjects = [new(OriginKind.Subjects, null, null)];

    private static CallerGuard GuardOf(Origin origin)
    {
        var guard = PrincipalOf(origin) is Everyone ? CallerGuard.None : CallerGuard.None.Only(PrincipalOf(origin));
        return origin.Kind switch
        {
            OriginKind.Users => guard.OfType("User"),
            OriginKind.OtherRoles => guard.OfType("AssumedRole"),
            OriginKind.Subjects when origin.Principal is null => guard.Federated(),
            _ => guard,
        };
    }

    /// <summary>The origin as a policy names it.</summary>
    public static Principal PrincipalOf(Origin origin) => origin switch
    {
        { Principal: null } => new Everyone((string?)null),
        { Kind: OriginKind.Users or OriginKind.OtherRoles, Account: { } account } => new AccountPrincipal(account, account.Digits),
        { Kind: OriginKind.Subjects } => new FederatedPrincipal(origin.Principal),
        { Kind: OriginKind.Service } => new ServicePrincipal(origin.Principal),
        _ => Arn.TryParse(origin.Principal, out var arn) && arn.ResourceType == "role" ? new RolePrincipal(arn) : new IdentityPrincipal(arn!),
    };

    private static AccountId? AccountOf(Arn arn) => AccountId.TryParse(arn.Account, out var account) ? account : null;
}
