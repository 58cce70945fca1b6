using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.Audit.Chains;

/// <summary>
/// Narrows the prover's question to some callers: a resource control policy that denies all others stands beside the
/// trust policy while it is asked.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html</remarks>
internal sealed record CallerGuard(ImmutableArray<Statement> Denials)
{
    public static readonly CallerGuard None = new([]);

    /// <summary>Nobody but these.</summary>
    public CallerGuard Only(params ImmutableArray<Principal> principals) =>
        With("sts:*", new PrincipalElement(Negated: true, principals, Nowhere), []);

    /// <summary>Only users, or only sessions of roles.</summary>
    public CallerGuard OfType(string principalType) => Unless("StringNotEquals", "aws:PrincipalType", principalType);

    /// <summary>Nobody who signs requests: identity providers' subjects only.</summary>
    public CallerGuard Federated() => With(StsAdmission.AssumeRole, Anyone, []);

    /// <summary>No session of these roles.</summary>
    public CallerGuard Without(IEnumerable<string> roleArns) => Unless("StringEquals", "aws:PrincipalArn", [.. roleArns]);

    /// <summary>No request with a source identity.</summary>
    public CallerGuard WithoutSourceIdentity() => Unless("Null", "sts:SourceIdentity", "false");

    public PolicySet Beside(PolicyDocument trust, string role) => new(trust, [], Denials.IsEmpty ? [] : [new PolicyDocument(PolicyKind.ResourceControl, LanguageVersion.V2012, null, null, Denials, trust.Place)], role);

    public static ConditionTest Test(string name, string key, params ImmutableArray<string> values) =>
        OperatorParser.TryParse(name, out var op)
            ? new ConditionTest(op, new PolicyText(key, Nowhere), [.. values.Select(v => new PolicyText(v, Nowhere))], LanguageVersion.V2012)
            : throw new ArgumentException($"there is no operator {name}", nameof(name));

    private static readonly SourcePlace Nowhere = new("(guard)", 1, 1);

    private static readonly PrincipalElement Anyone = new(Negated: false, [new Everyone((string?)null)], Nowhere);

    private CallerGuard Unless(string name, string key, params ImmutableArray<string> values) => With("sts:*", Anyone, [Test(name, key, values)]);

    private CallerGuard With(string action, PrincipalElement principal, ImmutableArray<ConditionTest> conditions) =>
        new(Denials.Add(new Statement(Denials.Length, null, Effect.Deny, principal, new PatternElement(false, [new PolicyText(action, Nowhere)], Nowhere), null, conditions, Nowhere)));
}
