using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>The trust policies that roles had, as far as the logs tell.</summary>
public sealed class PolicyHistory
{
    /// <summary>
    /// A change takes effect somewhat later than its event: until then the policy before it may have served. In milliseconds.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency</remarks>
    private const long Settling = 60_000;

    private readonly Dictionary<(string Account, string Role), List<PolicyChange>> _changes = [];

    public PolicyHistory(IEnumerable<PolicyChange> changes)
    {
        foreach (var change in changes)
        {
            var key = (change.Account, change.RoleName.ToLowerInvariant());
            if (!_changes.TryGetValue(key, out var list)) _changes[key] = list = [];
            list.Add(change);
        }
        foreach (var list in _changes.Values) list.Sort((a, b) => a.Time.CompareTo(b.Time) is var byTime and not 0 ? byTime : a.Id.CompareTo(b.Id));
    }

    public bool IsEmpty => _changes.Count == 0;

    /// <summary>The change by which a role had its policy at a time; null where the logs do not tell, or it was just being changed.</summary>
    public PolicyChange? InForce(string account, string roleName, long time)
    {
        if (!_changes.TryGetValue((account, roleName.ToLowerInvariant()), out var list)) return null;
        var last = list.FindLastIndex(c => c.Time <= time);
        if (last < 0) return null;
        return list[last].Time <= time - Settling || !IsNews(list, last) ? list[last] : null;
    }

    // Nobody assumes a role by a policy from before it existed; and a look at a policy changes nothing.
    private static bool IsNews(List<PolicyChange> list, int at) => list[at].EventName switch
    {
        "CreateRole" or PolicyChange.Snapshot => at > 0 && list[at - 1].EventName != "DeleteRole" && list[at - 1].Document != list[at].Document,
        _ => true,
    };
}
