using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Audit.Today;

/// <summary>Whom a trust policy names that the input does not list.</summary>
internal static class Outsiders
{
    public static ImmutableArray<string> Of(PolicyDocument trust, ExistingIdentities existing) =>
        [.. trust.Statements.Where(s => s.Effect == Effect.Allow).SelectMany(s => s.Principal?.Principals ?? []).Select(p => Name(p, existing)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? Name(Principal principal, ExistingIdentities existing) => principal switch
    {
        Everyone { OfType: null or "AWS" } => "anyone in any account",
        Everyone { OfType: "Federated" } => "every identity provider",
        Everyone => "every AWS service",
        AccountPrincipal { Account: var account } => existing.Has(account) ? null : $"account {account}",
        // An account that is listed has no such user or role: nobody can come.
        IdentityPrincipal { Arn: var arn } => AccountId.TryParse(arn.Account, out var account) && existing.Has(account) ? null : arn.ToString(),
        RolePrincipal { Arn: var arn } => AccountId.TryParse(arn.Account, out var account) && existing.Has(account) ? null : arn.ToString(),
        ServicePrincipal or FederatedPrincipal => principal.Text,
        _ => null,
    };
}
