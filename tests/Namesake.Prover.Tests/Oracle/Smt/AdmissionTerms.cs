using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Whether STS would serve a symbolic request under a policy.</summary>
internal static class AdmissionTerms
{
    public static string Admits(SymbolicRequest request)
    {
        var policy = request.World.Policy;
        var action = request.Kind switch
        {
            CallerKind.Saml => "sts:AssumeRoleWithSAML",
            CallerKind.WebIdentity => "sts:AssumeRoleWithWebIdentity",
            _ => "sts:AssumeRole",
        };
        return Term.And(
            Allows(request, policy.Statements, action),
            Term.Implies(request.HasSourceIdentity, Allows(request, policy.Statements, "sts:SetSourceIdentity")),
            Term.Implies(request.HasSessionTags, Allows(request, policy.Statements, "sts:TagSession")));
    }

    private static string Allows(SymbolicRequest request, ImmutableArray<Statement> statements, string action)
    {
        var speaking = statements.Where(s => s.Action?.Matches(action) == true).ToList();
        return Term.And(
            Term.Or(speaking.Where(s => s.Effect == Effect.Allow).Select(s => Applies(request, s))),
            Term.Not(Term.Or(speaking.Where(s => s.Effect == Effect.Deny).Select(s => Applies(request, s)))));
    }

    private static string Applies(SymbolicRequest request, Statement statement)
    {
        var principal = PrincipalTerms.Matches(request, statement.Principal);
        return principal == Term.False ? Term.False : Term.And([principal, .. statement.Conditions.Select(c => ConditionTerms.Holds(request, c))]);
    }
}
