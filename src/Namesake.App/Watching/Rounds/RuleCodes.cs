using System.Collections.Immutable;
using Namesake.App.Commands;
using Namesake.App.OwnRules;
using Namesake.Audit.Rules;
using Namesake.Audit.Rules.BuiltIn;

namespace Namesake.App.Watching.Rounds;

/// <summary>Which rules ask what: a round says nothing of findings of rules that it did not ask.</summary>
internal static class RuleCodes
{
    private static readonly ImmutableArray<IRule> OfSessions = [new SecondHandName(), new UnattributableUse()];

    /// <summary>Rules over changes of trust policies, of which the ledger has all.</summary>
    public static readonly ImmutableHashSet<string> OfChanges = [new PolicyLostAttribution().Code];

    /// <summary>Rules over trails.</summary>
    public static readonly ImmutableHashSet<string> OfTrails =
    [
        new NoMultiRegionTrail().Code, new TrailNotLogging().Code, new TrailWithoutValidation().Code, new TrailNotEncrypted().Code, new TrailBucketOpen().Code, new TrailWithoutGlobalEvents().Code,
        new ManagementEventsMissing().Code, new NoDataEvents().Code, new ShortRetention().Code, new TrailDeliveryFault().Code, new TrailUnread().Code,
    ];

    /// <summary>Rules over sessions and events.</summary>
    public static ImmutableHashSet<string> OfPast(JudgedBy by) => [.. OfSessions.Select(r => r.Code), .. by.Rules.Where(r => r.Over != RecordKind.Role).Select(r => r.Code)];

    /// <summary>Rules that ask the ledger, not roles.</summary>
    public static ImmutableHashSet<string> OfLedger(JudgedBy by) => OfPast(by).Union(OfChanges);
}
