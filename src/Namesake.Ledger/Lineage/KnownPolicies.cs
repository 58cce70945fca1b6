using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Lineage;

/// <summary>The changes of trust policies, and the looks at them, that the segments hold.</summary>
internal static class KnownPolicies
{
    private static readonly Question<PolicyChange> Changes = new(
        "SELECT p.id, p.time, p.event, p.account, p.role, p.document FROM {s}.policies p WHERE ", IssuedRow.ReadPolicy, (p, terms) => p.Policies(terms), new WantedIn("lower(p.role)", Want.Role, TermOf.PolicyRole));

    /// <summary>Those of the wanted roles.</summary>
    public static IReadOnlyList<PolicyChange> Of(Wanted roles) => roles.Ask(Changes);

    /// <summary>Those of the roles that some changes are of.</summary>
    public static IReadOnlyList<PolicyChange> Of(Snapshot snapshot, IEnumerable<PolicyChange> changes)
    {
        var wanted = new Wanted(snapshot);
        foreach (var change in changes) wanted.Add(Want.Role, change.RoleName.ToLowerInvariant());
        return wanted.Next() ? Of(wanted) : [];
    }

    /// <summary>The new ones among changes: all but looks that show what is known already.</summary>
    public static IEnumerable<PolicyChange> News(Snapshot snapshot, IReadOnlyCollection<PolicyChange> changes)
    {
        if (!changes.Any(c => c.EventName == PolicyChange.Snapshot)) return changes;
        var history = new PolicyHistory(Of(snapshot, changes).Concat(changes));
        return changes.Where(c => !history.IsRepetition(c));
    }
}
