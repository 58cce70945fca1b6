using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Policy.Evaluation;
using Namesake.Prover.Languages;

namespace Namesake.Prover.Questions;

/// <summary>
/// One way into a role: an Allow statement and a kind of caller that it trusts, with the tests that every request this
/// way must pass: the statement's own, and those that a Deny for the same callers imposes by its contrary.
/// </summary>
internal sealed record Way(Statement Statement, CallerKind Kind, ImmutableArray<Principal> Principals, ImmutableArray<ConditionTest> Tests, string? Dead)
{
    /// <summary>The kinds of caller that the analysis asks about.</summary>
    public static readonly ImmutableArray<CallerKind> Kinds =
        [CallerKind.IamUser, CallerKind.RoleSession, CallerKind.Service, CallerKind.Saml, CallerKind.WebIdentity];

    public static ImmutableArray<Way> AllOf(PolicyDocument policy) =>
        [.. from statement in policy.Statements
            where statement.Effect == Effect.Allow
            from kind in Kinds
            where statement.Action?.Matches(StsAdmission.ActionFor(kind)) == true
            let principals = PrincipalsOf(statement, kind)
            where principals.Length > 0
            select Of(policy, statement, kind, principals)];

    /// <summary>The kinds that a principal stands for. A root ARN means every user and role of the account.</summary>
    public static bool Trusts(Principal principal, CallerKind kind) => (principal, kind) switch
    {
        (Everyone { OfType: null or "AWS" }, _) => true,
        (AccountPrincipal, CallerKind.IamUser or CallerKind.RoleSession) => true,
        (Everyone { OfType: "Federated" }, CallerKind.Saml or CallerKind.WebIdentity) => true,
        (Everyone { OfType: "Service" } or ServicePrincipal, CallerKind.Service) => true,
        (IdentityPrincipal { Arn.ResourceType: "user" }, CallerKind.IamUser) => true,
        (IdentityPrincipal { Arn.ResourceType: "assumed-role" } or RolePrincipal, CallerKind.RoleSession) => true,
        (FederatedPrincipal federated, _) => federated.Kind == kind,
        _ => false,
    };

    private static ImmutableArray<Principal> PrincipalsOf(Statement statement, CallerKind kind) =>
        statement.Principal is { Negated: false } element ? [.. element.Principals.Where(p => Trusts(p, kind))] : [];

    private static Way Of(PolicyDocument policy, Statement statement, CallerKind kind, ImmutableArray<Principal> principals)
    {
        var action = StsAdmission.ActionFor(kind);
        var denials = policy.Statements
            .Where(s => s.Effect == Effect.Deny && s.Action?.Matches(action) == true && CoversAll(s, principals))
            .ToList();
        ImmutableArray<ConditionTest> tests = [.. statement.Conditions, .. denials.Select(Contrary).OfType<ConditionTest>()];
        var dead = denials.Any(d => d.Conditions.Length == 0)
            ? "a Deny without conditions stops them all"
            : tests.Select(t => WhyDead(t, kind)).FirstOrDefault(w => w is not null) ?? WhyNoSourceIdentity(policy, tests, kind);
        return new Way(statement, kind, principals, tests, dead);
    }

    private static bool CoversAll(Statement denial, ImmutableArray<Principal> principals) => denial.Principal switch
    {
        null => true,
        { Negated: true } => false,
        { Principals: var denied } => denied.Any(d => d is Everyone { OfType: null or "AWS" })
            || principals.All(p => denied.Any(d => d.Text == p.Text && d.Type == p.Type)),
    };

    /// <summary>
    /// Passing a Deny of one negated test means passing the test's positive: StringNotEquals denies unless the value is
    /// equal, also when the key is absent, with or without IfExists.
    /// </summary>
    private static ConditionTest? Contrary(Statement denial)
    {
        if (denial.Conditions is not [{ Operator: { Negated: true, Set: SetOperator.None } op } test]) return null;
        return test with { Operator = op with { Negated = false, IfExists = false } };
    }

    private static string? WhyDead(ConditionTest test, CallerKind kind)
    {
        if (!test.Operator.NeedsKey) return null;
        var who = $"a caller of kind {Caller.NameOf(kind)}";
        if (KeyCatalogue.PresenceFor(test.Key.Text, kind) == Presence.Never)
            return $"{test.Key.Text} is never there for {who}";
        var isName = test.Key.Text.Equals(KeyCatalogue.SessionName, StringComparison.OrdinalIgnoreCase)
            || test.Key.Text.Equals(KeyCatalogue.SourceIdentity, StringComparison.OrdinalIgnoreCase);
        if (!isName || test.Operator.Negated || !NameForm.IsImpossible(test, kind)) return null;
        return test.Version == LanguageVersion.V2008 && test.Values.Any(v => v.Text.Contains("${", StringComparison.Ordinal))
            ? $"without Version 2012-10-17 \"{test.Values[0].Text}\" is literal text, which no name can be"
            : $"no name of {who} can match {string.Join(" or ", test.Values.Select(v => $"\"{v.Text}\""))}";
    }

    private static string? WhyNoSourceIdentity(PolicyDocument policy, ImmutableArray<ConditionTest> tests, CallerKind kind)
    {
        var needed = tests.Any(t => t.Operator.NeedsKey && t.Key.Text.Equals(KeyCatalogue.SourceIdentity, StringComparison.OrdinalIgnoreCase));
        if (!needed) return null;
        var settable = policy.Statements.Any(s =>
            s.Effect == Effect.Allow && s.Action?.Matches(StsAdmission.SetSourceIdentity) == true && s.Principal is { } p && p.Principals.Any(x => Trusts(x, kind)));
        return settable ? null : "a source identity is demanded, but no statement allows sts:SetSourceIdentity";
    }
}
