using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Whether a Principal or NotPrincipal element speaks of the caller of a symbolic request.</summary>
internal static class PrincipalTerms
{
    public static string Matches(SymbolicRequest request, PrincipalElement? element)
    {
        if (element is null) return Term.True;
        var matches = Term.Or(element.Principals.Select(p => Matches(request, p)));
        return element.Negated ? Term.Not(matches) : matches;
    }

    private static string Matches(SymbolicRequest request, Principal principal) => (principal, request.Kind) switch
    {
        (Everyone { OfType: "Service" }, var kind) => kind == CallerKind.Service ? Term.True : Term.False,
        (Everyone { OfType: "Federated" }, var kind) => kind is CallerKind.Saml or CallerKind.WebIdentity ? Term.True : Term.False,
        (Everyone { OfType: "CanonicalUser" }, _) => Term.False,
        (Everyone, _) => Term.True,
        (AccountPrincipal { Account.Digits: var account }, CallerKind.IamUser or CallerKind.RoleSession) => Term.Equal(request.Account, Term.Text(account)),
        (IdentityPrincipal { Arn: { ResourceType: "user" } arn }, CallerKind.IamUser) => IsNamed(request, arn, request.UserName),
        (IdentityPrincipal { Arn: { ResourceType: "assumed-role" } arn }, CallerKind.RoleSession) => IsSession(request, arn),
        (RolePrincipal { Arn: var arn }, CallerKind.RoleSession) => IsNamed(request, arn, request.RoleName),
        (ServicePrincipal { Text: var service }, CallerKind.Service) => Term.Equal(request.Service, Term.Text(service)),
        (FederatedPrincipal federated, CallerKind.Saml or CallerKind.WebIdentity) => Term.Equal(request.Provider, Term.Text(federated.Text)),
        _ => Term.False,
    };

    private static string IsNamed(SymbolicRequest request, Arn arn, string name)
    {
        var id = $"/{arn.ResourceId}";
        var slash = id.LastIndexOf('/') + 1;
        return Term.And(IsIn(request, arn), Term.Equal(request.Path, Term.Text(id[..slash])), Term.Equal(name, Term.Text(id[slash..])));
    }

    private static string IsSession(SymbolicRequest request, Arn arn)
    {
        var names = arn.ResourceId.Split('/');
        return names.Length != 2 ? Term.False : Term.And(IsIn(request, arn), Term.Equal(request.RoleName, Term.Text(names[0])), Term.Equal(request.OwnSessionName, Term.Text(names[1])));
    }

    private static string IsIn(SymbolicRequest request, Arn arn) =>
        Term.And(Term.Equal(request.Partition, Term.Text(arn.Partition)), Term.Equal(request.Account, Term.Text(arn.Account)));
}
