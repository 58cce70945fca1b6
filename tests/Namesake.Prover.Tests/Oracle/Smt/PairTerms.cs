using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Which names two admitted requests share.</summary>
internal enum Shared
{
    /// <summary>None need be shared: are there two callers at all?</summary>
    Nothing,

    SessionName,
    SourceIdentity,

    /// <summary>The session name, and the source identity where both have one: what refutes a role.</summary>
    Both,
}

/// <summary>What two symbolic requests have to do with one another.</summary>
internal static class PairTerms
{
    public static string AreOfDifferentCallers(SymbolicRequest one, SymbolicRequest two) => (one.Kind, two.Kind) switch
    {
        (CallerKind.IamUser, CallerKind.IamUser) => AreTwoUsers(one, two),
        (CallerKind.RoleSession, CallerKind.RoleSession) => Term.Not(Term.And(Term.Equal(one.Account, two.Account), Term.Equal(one.RoleName, two.RoleName), Term.Equal(one.OwnSessionName, two.OwnSessionName))),
        var (a, b) when a == b => Term.Not(Term.And(Term.Equal(one.Provider, two.Provider), Term.Equal(one.Subject, two.Subject))),
        _ => Term.True,
    };

    // That names of two lengths are two names is no news, but spares the solver many a look at their letters.
    private static string AreTwoUsers(SymbolicRequest one, SymbolicRequest two) => Term.Or(
        Term.Not(Term.Equal(one.Account, two.Account)),
        Term.Not(Term.Equal(Term.Length(one.UserName), Term.Length(two.UserName))),
        Term.Not(Term.Equal(Term.Lower(one.UserName), Term.Lower(two.UserName))));

    /// <summary>Both are of one world: an account is in one partition, and a role has one path.</summary>
    public static string AreOfOneWorld(SymbolicRequest one, SymbolicRequest two)
    {
        if (!IsSigned(one) || !IsSigned(two)) return Term.True;
        var sameAccount = Term.Equal(one.Account, two.Account);
        return Term.And(
            Term.Implies(sameAccount, Term.Equal(one.Partition, two.Partition)),
            one.Kind == CallerKind.RoleSession && two.Kind == CallerKind.RoleSession && one.DependsOnPath && two.DependsOnPath
                ? Term.Implies(Term.And(sameAccount, Term.Equal(one.RoleName, two.RoleName)), Term.Equal(one.Path, two.Path))
                : Term.True);
    }

    public static string Share(Shared names, SymbolicRequest one, SymbolicRequest two) => names switch
    {
        Shared.SourceIdentity or Shared.Both when one.HasSourceIdentity == Term.False => names == Shared.Both ? Term.Equal(one.SessionName, two.SessionName) : Term.False,
        Shared.SessionName => Term.Equal(one.SessionName, two.SessionName),
        Shared.SourceIdentity => Term.And(one.HasSourceIdentity, two.HasSourceIdentity, Term.Equal(one.SourceIdentity, two.SourceIdentity)),
        Shared.Both => Term.And(
            Term.Equal(one.SessionName, two.SessionName),
            Term.Implies(Term.And(one.HasSourceIdentity, two.HasSourceIdentity), Term.Equal(one.SourceIdentity, two.SourceIdentity))),
        _ => Term.True,
    };

    private static bool IsSigned(SymbolicRequest request) => request.Kind is CallerKind.IamUser or CallerKind.RoleSession;
}
