using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>The condition keys that follow from who the caller is.</summary>
internal static class CallerKeys
{
    /// <summary>The key, or null where it does not follow from the caller.</summary>
    public static SymbolicKey? Find(SymbolicRequest request, string name)
    {
        var kind = request.Kind;
        var signed = kind is CallerKind.IamUser or CallerKind.RoleSession;
        var federated = kind is CallerKind.Saml or CallerKind.WebIdentity;
        return name.ToUpperInvariant() switch
        {
            "AWS:USERNAME" => kind == CallerKind.IamUser ? SymbolicKey.Always(request.UserName) : SymbolicKey.Absent,
            "AWS:USERID" => throw new NotEncodedException("aws:userid"),
            "AWS:PRINCIPALARN" => signed ? PrincipalArn(request) : SymbolicKey.Absent,
            "AWS:PRINCIPALACCOUNT" => signed ? SymbolicKey.Always(request.Account) : SymbolicKey.Absent,
            "AWS:PRINCIPALTYPE" => signed ? SymbolicKey.Always(Term.Text(kind == CallerKind.IamUser ? "User" : "AssumedRole")) : SymbolicKey.Absent,
            "AWS:PRINCIPALISAWSSERVICE" => federated ? SymbolicKey.Absent : SymbolicKey.Always(Term.Text(signed ? "false" : "true")),
            "AWS:PRINCIPALSERVICENAME" => kind == CallerKind.Service ? SymbolicKey.Always(request.Service) : SymbolicKey.Absent,
            "AWS:FEDERATEDPROVIDER" when kind != CallerKind.RoleSession => federated ? SymbolicKey.Always(request.Provider) : SymbolicKey.Absent,
            _ when kind == CallerKind.WebIdentity && FreeKeys.IsSubject(name) => SymbolicKey.When(request.IsFromHost(name), request.Subject),
            _ => null,
        };
    }

    // A role's path stands in aws:PrincipalArn, though the session's own ARN does not show it.
    private static SymbolicKey PrincipalArn(SymbolicRequest request) => SymbolicKey.ArnOf(
    [
        Term.Text("arn"), request.Partition, Term.Text("iam"), Term.Text(""), request.Account,
        request.Kind == CallerKind.IamUser
            ? Term.Concat(Term.Text("user"), request.Path, request.UserName)
            : Term.Concat(Term.Text("role"), request.Path, request.RoleName),
    ]);
}
