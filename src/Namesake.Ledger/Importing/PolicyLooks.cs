using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Importing;

/// <summary>
/// Looks at trust policies on their way into the ledger. Of looks that show one policy again and again the first and the
/// last are enough: the first says since when it is known, the last contradicts a change that arrives late and is not the
/// last one.
/// </summary>
internal static class PolicyLooks
{
    /// <summary>Those that the ledger does not have.</summary>
    public static FactContent New(Snapshot snapshot, IReadOnlyCollection<PolicyChange> looks)
    {
        var known = KnownPolicies.Of(snapshot, looks).Select(p => p.Id).ToHashSet();
        var content = new FactContent();
        content.Policies.AddRange(looks.Where(l => known.Add(l.Id)));
        return content;
    }

    /// <summary>Drops the looks between, where segments are put together.</summary>
    public static void Thin(Snapshot snapshot, IReadOnlyList<FactContent> contents)
    {
        var looks = contents.SelectMany(c => c.Policies).Where(p => p.EventName == PolicyChange.Snapshot).ToList();
        if (looks.Count == 0) return;
        var history = new PolicyHistory(KnownPolicies.Of(snapshot, looks));
        foreach (var content in contents) content.Policies.RemoveAll(p => p.EventName == PolicyChange.Snapshot && history.IsBetweenRepetitions(p));
    }
}
