using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Namesake.Policy.Conditions;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Audit.Today;

/// <summary>
/// What an identity's own policies say of assuming one role. A trust policy of the same account that names the identity
/// itself needs no Allow of them; a permissions boundary still limits a named role, but not a named user or session.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic</remarks>
/// <param name="Cap">None where something denies it.</param>
/// <param name="Own">What its own policies allow.</param>
/// <param name="Boundary">What its boundary allows; certain where it has none.</param>
internal sealed record Permission(Certainty Cap, Certainty Own, Certainty Boundary)
{
    /// <summary>The statements of a policy that speak of assuming roles: asked for each role and each identity, and of few policies any.</summary>
    private static readonly ConditionalWeakTable<PolicyDocument, Statement[]> Speaking = [];

    /// <summary>Where the trust policy leaves it to the identity's account, or the account is another.</summary>
    public Certainty Delegated => Least(Cap, Least(Own, Boundary));

    public Certainty AsNamedRole => Least(Cap, Boundary);

    public Certainty AsNamed => Cap;

    public static Permission Of(IamIdentity identity, Arn role)
    {
        var context = RequestContext.Of(new Request(StsAdmission.AssumeRole, CallerOf(identity, identity.Arn.Name), null, null, ContextOf(identity)));
        var (own, cap) = Read(identity.Policies, context, role);
        if (identity.Boundary is not { } boundary) return new Permission(cap, own, Certainty.Certain);
        var (allowed, boundaryCap) = Read([boundary], context, role);
        return new Permission(Least(cap, boundaryCap), own, allowed);
    }

    /// <summary>The identity as a caller; for a role a session of it.</summary>
    public static Caller CallerOf(IamIdentity identity, string session) => identity.Kind == CallerKind.IamUser
        ? new Caller(CallerKind.IamUser, identity.Arn.ToString(), identity.Account, identity.Arn.Name)
        : Caller.Session(identity.Account, identity.Arn.Name, session, identity.Arn.Partition);

    /// <summary>The ARN of a session does not show its role's path.</summary>
    public static ImmutableSortedDictionary<string, ContextValue> ContextOf(IamIdentity identity) =>
        Request.NoContext.SetItem("aws:PrincipalArn", ContextValue.Of(identity.Arn.ToString()));

    private static (Certainty Allowed, Certainty Cap) Read(ImmutableArray<IdentityPolicy> policies, RequestContext context, Arn role)
    {
        var (allowed, cap) = (Certainty.None, Certainty.Certain);
        foreach (var policy in policies)
        {
            if (policy.Policy.HasErrors || policy.Policy.Document is not { } document)
            {
                // It may allow and it may deny.
                cap = Least(cap, Certainty.Undecided);
                allowed = Most(allowed, Certainty.Undecided);
                continue;
            }
            foreach (var statement in Speaking.GetValue(document, static d => [.. d.Statements.Where(s => s.Action?.Matches(StsAdmission.AssumeRole) == true)]))
            {
                var reach = Reach(statement.Resource, document.Version, context, role);
                if (reach == Certainty.Certain && !statement.Conditions.IsEmpty) reach = Certainty.Conditional;
                if (reach == Certainty.None) continue;
                if (statement.Effect == Effect.Allow) allowed = Most(allowed, reach);
                else cap = Least(cap, reach == Certainty.Certain ? Certainty.None : Certainty.Conditional);
            }
        }
        return (allowed, cap);
    }

    /// <summary>Whether a Resource or NotResource element speaks of the role; conditional where that hangs on a variable.</summary>
    private static Certainty Reach(PatternElement? element, LanguageVersion version, RequestContext context, Arn role)
    {
        if (element is null) return Certainty.None;
        var matched = element.Patterns.Select(p => Match(p.Text, version, context, role.ToString())).DefaultIfEmpty(Certainty.None).Max();
        if (!element.Negated || matched == Certainty.Conditional) return matched;
        return matched == Certainty.None ? Certainty.Certain : Certainty.None;
    }

    private static Certainty Match(string pattern, LanguageVersion version, RequestContext context, string role)
    {
        var template = TextTemplate.Parse(pattern, wildcards: true, variables: version == LanguageVersion.V2012);
        if (template.TryResolve(context, out var glob)) return glob.Matches(role) ? Certainty.Certain : Certainty.None;
        // What the variable stands for is not known from the listing: a principal tag, say.
        var loose = Glob.Of([.. template.Parts.Select(p => p is VariablePart ? AnyRunPart.Instance : p)], ignoreCase: false);
        return loose.Matches(role) ? Certainty.Conditional : Certainty.None;
    }

    private static Certainty Least(Certainty one, Certainty other) => one < other ? one : other;

    private static Certainty Most(Certainty one, Certainty other) => one > other ? one : other;
}
