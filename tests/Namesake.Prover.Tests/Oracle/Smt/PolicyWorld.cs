using System.Collections.Immutable;
using Namesake.Policy.Conditions;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>What of an unbounded world a policy can tell apart: providers and partitions it names and others, and how it looks at its free keys.</summary>
internal sealed class PolicyWorld
{
    private const string OtherSaml = "arn:aws:iam::999900001111:saml-provider/some-other";
    private const string YetOtherSaml = "arn:aws:iam::999900002222:saml-provider/yet-other";
    private const string YetOtherIssuer = "arn:aws:iam::999900002222:oidc-provider/some.other.example";
    private const string OtherIssuer = "arn:aws:iam::999900001111:oidc-provider/some.other.example";
    private static readonly string[] BuiltIn = ["accounts.google.com", "cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com"];

    private readonly ImmutableArray<ConditionTest> _tests;
    private readonly ILookup<string, ConditionTest> _testsByKey;

    public PolicyWorld(PolicyDocument policy)
    {
        Policy = policy;
        _tests = [.. policy.Statements.SelectMany(s => s.Conditions)];
        _testsByKey = _tests.ToLookup(t => t.Key.Text, StringComparer.OrdinalIgnoreCase);
        Variables = [.. _tests.SelectMany(t => t.Matchers).SelectMany(VariablesOf).Select(v => v.Key).Distinct(StringComparer.OrdinalIgnoreCase)];
        var principals = policy.Statements.SelectMany(s => s.Principal?.Principals ?? []).ToList();
        var named = principals.OfType<FederatedPrincipal>().Select(p => p.Text)
            .Concat(_testsByKey["aws:FederatedProvider"].SelectMany(t => t.Values).Select(v => v.Text).Where(IsProvider))
            .Concat(principals.OfType<Everyone>().Any() ? [OtherSaml, YetOtherSaml, OtherIssuer, YetOtherIssuer, BuiltIn[0], .. Hosts()] : [])
            .Distinct(StringComparer.Ordinal).ToList();
        SamlProviders = [.. named.Where(IsSaml)];
        Issuers = [.. named.Where(n => !IsSaml(n))];
        var texts = principals.Select(p => p.Text).Concat(_tests.SelectMany(t => t.Values).Select(v => v.Text)).ToList();
        HasPartitions = texts.Exists(t => t.StartsWith("arn:", StringComparison.Ordinal) && !t.StartsWith("arn:aws:", StringComparison.Ordinal));
        IgnoresCase = _tests.Any(t => t.Operator.Family == OperatorFamily.StringEqualsIgnoreCase);
    }

    public PolicyDocument Policy { get; }

    public ImmutableArray<string> SamlProviders { get; }

    public ImmutableArray<string> Issuers { get; }

    /// <summary>The keys that values of the policy use as variables.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>Whether the policy speaks of partitions beside the common one.</summary>
    public bool HasPartitions { get; }

    /// <summary>Whether anything is compared without case, which the encoding can say of ASCII only.</summary>
    public bool IgnoresCase { get; }

    public bool Mentions(string key) => _testsByKey.Contains(key) || Variables.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the policy speaks of keys of which AWS does not say what they are for a service.</summary>
    public bool MentionsUnsettledServiceKeys => ((string[])["aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:FederatedProvider"]).Any(Mentions);

    /// <summary>How many values a list must have so that each test finds one of its own.</summary>
    public int ListLength(string key) => Math.Max(2, _testsByKey[key].Count());

    /// <summary>What the policy takes the values of a free key for.</summary>
    public ValueKind KindOf(string key)
    {
        var kinds = _testsByKey[key].SelectMany(t => t.Values.Select(v => Ordered.KindOf(t.Operator.Family, v.Text))).OfType<ValueKind>().Distinct().ToList();
        if (Variables.Contains(key, StringComparer.OrdinalIgnoreCase)) kinds.Add(ValueKind.Text);
        return kinds.Distinct().Count() > 1 ? throw new NotEncodedException($"{key} compared in several ways") : kinds.FirstOrDefault(ValueKind.Text);
    }

    /// <summary>The prefix of an issuer's keys.</summary>
    public static string HostOf(string issuer) => issuer[(issuer.IndexOf("oidc-provider/", StringComparison.Ordinal) is var at and >= 0 ? at + "oidc-provider/".Length : 0)..];

    public static IEnumerable<VariablePart> VariablesOf(ValueMatcher matcher) => matcher switch
    {
        StringMatcher text => text.Template.Variables,
        ArnMatcher arn => arn.Template.Variables,
        _ => [],
    };

    // Whoever trusts every provider trusts those whose keys the conditions speak of.
    private IEnumerable<string> Hosts() =>
        from key in _tests.Select(t => t.Key.Text).Concat(Variables)
        let colon = key.LastIndexOf(':')
        where colon > 0 && key[..colon].Contains('.', StringComparison.Ordinal)
        let host = key[..colon].ToLowerInvariant()
        from issuer in (string[])[$"arn:aws:iam::999900001111:oidc-provider/{host}", $"arn:aws:iam::999900002222:oidc-provider/{host}", .. BuiltIn.Contains(host) ? (string[])[host] : []]
        select issuer;

    private static bool IsProvider(string text) => BuiltIn.Contains(text) || (Arn.TryParse(text, out var arn) && arn.ResourceType is "saml-provider" or "oidc-provider");

    private static bool IsSaml(string provider) => provider.Contains(":saml-provider/", StringComparison.Ordinal);
}
