using System.Collections.Immutable;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.Audit.Rules;

/// <summary>The rules that the program brings along, and how rules are run.</summary>
public static class BuiltInRules
{
    public static ImmutableArray<IRule> All { get; } =
    [
        // Roles, as their trust policies are.
        new RoleForgeable(), new RoleClosed(), new RoleUnknown(), new ChainLosesIdentity(), new PolicyLostAttribution(), new ExpiredExemption(),

        // What was done.
        new SecondHandName(), new UnattributableUse(),

        // What the story rests on.
        new NoMultiRegionTrail(), new ManagementEventsMissing(), new NoDataEvents(), new TrailNotLogging(), new TrailDeliveryFault(), new TrailBucketOpen(),
        new TrailWithoutValidation(), new TrailWithoutGlobalEvents(), new TrailNotEncrypted(), new ShortRetention(), new TrailUnread(),
    ];

    /// <summary>Everything that is wrong, the worst first; one finding for each rule and subject.</summary>
    public static ImmutableArray<Finding> Run(RuleFacts facts) => Run(All, facts);

    /// <inheritdoc cref="Run(RuleFacts)"/>
    public static ImmutableArray<Finding> Run(IEnumerable<IRule> rules, RuleFacts facts) => Ordered(rules.SelectMany(r => r.Find(facts)));

    /// <summary>The worst first, then by code and subject; each once.</summary>
    public static ImmutableArray<Finding> Ordered(IEnumerable<Finding> findings) =>
        [.. findings.DistinctBy(f => f.Id, StringComparer.Ordinal).OrderByDescending(f => f.Severity).ThenBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Subject.Id, StringComparer.Ordinal)];
}
