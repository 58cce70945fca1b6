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
        // A second delivery of a change is no second change.
        foreach (var change in changes.Distinct())
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
        if (ListOf(account, roleName) is not { } list || list.FindLastIndex(c => c.Time <= time) is var last && last < 0) return null;
        // A look that shows what was there before says since when it is no more than that.
        while (Repeats(list, last)) last--;
        return list[last].Time <= time - Settling || !IsNews(list, last) ? list[last] : null;
    }

    /// <summary>
    /// The next look after a time, where it shows another policy than was in force by what is known, and no change is known
    /// in between: one of them is missing, and either policy may have been in force. Null where there is no such look.
    /// </summary>
    public PolicyChange? OtherLookAfter(string account, string roleName, long time)
    {
        if (ListOf(account, roleName) is not { } list || list.FindIndex(c => c.Time > time) is var next && next < 1) return null;
        return list[next].EventName == PolicyChange.Snapshot && list[next].Document != list[next - 1].Document ? list[next] : null;
    }

    /// <summary>Whether a look of this history tells nothing that the others do not, as long as no other change becomes known.</summary>
    public bool IsRepetition(PolicyChange look) =>
        ListOf(look.Account, look.RoleName) is { } list && IndexOf(list, look) is var at && Repeats(list, at)
        && (at + 1 == list.Count || list[at + 1].EventName != PolicyChange.Snapshot || list[at + 1].Document == look.Document);

    /// <summary>Whether a look stands between two others of the same policy, which say together what it says.</summary>
    public bool IsBetweenRepetitions(PolicyChange look) =>
        ListOf(look.Account, look.RoleName) is { } list && IndexOf(list, look) is var at && Repeats(list, at) && at + 1 < list.Count && Repeats(list, at + 1);

    private List<PolicyChange>? ListOf(string account, string roleName) => _changes.GetValueOrDefault((account, roleName.ToLowerInvariant()));

    private static int IndexOf(List<PolicyChange> list, PolicyChange look) => list.FindIndex(c => c.Time == look.Time && c.Id == look.Id);

    private static bool Repeats(List<PolicyChange> list, int at) => at > 0 && list[at].EventName == PolicyChange.Snapshot && list[at].Document == list[at - 1].Document;

    // Nobody assumes a role by a policy from before it existed; and a look at a policy changes nothing.
    private static bool IsNews(List<PolicyChange> list, int at) => list[at].EventName switch
    {
        "CreateRole" or PolicyChange.Snapshot => at > 0 && list[at - 1].EventName != "DeleteRole" && list[at - 1].Document != list[at].Document,
        _ => true,
    };
}
