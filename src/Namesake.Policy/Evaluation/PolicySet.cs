using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;

namespace Namesake.Policy.Evaluation;

/// <summary>
/// A trust policy with the organization's policies that hold beside it. A request must be allowed by the trust policy,
/// denied by none, and allowed by the organization's policies of each sort, where any of that sort allows at all.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html: service control policies
/// bind the users and roles of the organization, resource control policies whoever calls.
/// </remarks>
/// <param name="Trust">The role's trust policy.</param>
/// <param name="ServiceControls">Service control policies, taken to bind every user and role session.</param>
/// <param name="ResourceControls">Resource control policies of the role's account.</param>
/// <param name="RoleArn">The role's ARN, which the organization's policies may name; null where not known.</param>
public sealed record PolicySet(
    PolicyDocument Trust,
    ImmutableArray<PolicyDocument> ServiceControls,
    ImmutableArray<PolicyDocument> ResourceControls,
    string? RoleArn)
{
    public static PolicySet Of(PolicyDocument trust) => new(trust, [], [], null);

    /// <summary>Every statement, the trust policy's first.</summary>
    public IEnumerable<Statement> Statements =>
        Trust.Statements.Concat(ServiceControls.Concat(ResourceControls).SelectMany(p => p.Statements));

    /// <summary>
    /// The statements of each layer that binds this kind of caller, and whether one of them must allow: always in the trust
    /// policy; policies of an organization that only deny stand beside AWS's own full access.
    /// </summary>
    public IEnumerable<(ImmutableArray<Statement> Statements, bool MustAllow)> LayersFor(CallerKind kind)
    {
        yield return (Trust.Statements, true);
        if (kind is CallerKind.IamUser or CallerKind.RoleSession && !ServiceControls.IsEmpty) yield return Layer(ServiceControls);
        if (!ResourceControls.IsEmpty) yield return Layer(ResourceControls);
    }

    /// <summary>
    /// Whether the statement speaks of this role. Where the role's ARN is not known, an Allow of particular resources is
    /// taken to and a Deny not to, which only lets more in.
    /// </summary>
    public bool SpeaksOfRole(Statement statement)
    {
        if (statement.Resource is not { } resource) return true;
        if (resource.Patterns.Any(p => p.Text == "*")) return !resource.Negated;
        return RoleArn is { } arn ? resource.Patterns.Any(p => Pattern(p).Matches(arn)) != resource.Negated : statement.Effect == Effect.Allow;
    }

    public bool Allows(RequestContext context, string action)
    {
        foreach (var (statements, mustAllow) in LayersFor(context.Request.Caller.Kind))
        {
            var allowed = !mustAllow;
            foreach (var statement in statements)
            {
                if (statement.Effect == Effect.Allow && allowed) continue;
                if (!SpeaksOfRole(statement) || !Evaluator.Applies(statement, context, action)) continue;
                if (statement.Effect == Effect.Deny) return false;
                allowed = true;
            }
            if (!allowed) return false;
        }
        return true;
    }

    private static (ImmutableArray<Statement>, bool) Layer(ImmutableArray<PolicyDocument> policies)
    {
        ImmutableArray<Statement> statements = [.. policies.SelectMany(p => p.Statements)];
        return (statements, statements.Any(s => s.Effect == Effect.Allow));
    }

    private static Glob Pattern(PolicyText text) =>
        Glob.Of(TextTemplate.Parse(text.Text, wildcards: true, variables: false).Parts, ignoreCase: false);
}
