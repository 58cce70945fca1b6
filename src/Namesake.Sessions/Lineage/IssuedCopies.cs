using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>Joins the deliveries of one issuing event, and the copies that two accounts log of one call.</summary>
public static class IssuedCopies
{
    /// <summary>Each credential once, ordered by time, then id.</summary>
    public static List<IssuedCredential> Join(IEnumerable<IssuedCredential> issued)
    {
        var shared = new Dictionary<string, List<IssuedCredential>>(StringComparer.Ordinal);
        var joined = new List<IssuedCredential>();
        foreach (var credential in issued.GroupBy(c => c.Id).Select(Best))
        {
            if (credential.SharedEventId is not { } call) joined.Add(credential);
            else if (shared.TryGetValue(call, out var copies)) copies.Add(credential);
            else shared[call] = [credential];
        }
        joined.AddRange(shared.Values.SelectMany(Calls).Select(Merge));
        joined.Sort((a, b) => a.Time.CompareTo(b.Time) is var byTime and not 0 ? byTime : a.Id.CompareTo(b.Id));
        return joined;
    }

    // One call issues one key. A copy that hides the key is of the only call there is.
    private static IEnumerable<IEnumerable<IssuedCredential>> Calls(List<IssuedCredential> copies)
    {
        var byKey = copies.Where(c => c.HasKey).GroupBy(c => c.AccessKeyId, StringComparer.Ordinal).ToList();
        return byKey.Count < 2 ? [copies] : byKey.Append(copies.Where(c => !c.HasKey)).Where(call => call.Any());
    }

    // Two deliveries of one event are alike; where a shipper cut one short, the fuller serves.
    private static IssuedCredential Best(IEnumerable<IssuedCredential> deliveries)
    {
        var all = deliveries.ToList();
        var best = Least(all, Compare);
        return best.Call is null && all.Count > 1 ? best with { Call = all.Select(d => d.Call).FirstOrDefault(c => c is not null) } : best;
    }

    private static int Compare(IssuedCredential a, IssuedCredential b)
    {
        var byKey = b.HasKey.CompareTo(a.HasKey);
        if (byKey != 0) return byKey;
        var byPrincipal = UserIdentityOrder.CompareText(a.PrincipalId, b.PrincipalId);
        if (byPrincipal != 0) return byPrincipal;
        var byTime = a.Time.CompareTo(b.Time);
        if (byTime != 0) return byTime;
        foreach (var text in Texts)
            if (UserIdentityOrder.CompareText(text(a), text(b)) is var order and not 0)
                return order;
        return UserIdentityOrder.Instance.Compare(a.Caller, b.Caller);
    }

    private static readonly Func<IssuedCredential, string?>[] Texts =
    [
        c => c.AccessKeyId, c => c.RoleArn, c => c.SessionName, c => c.SourceIdentity, c => c.SharedEventId, c => c.EventName,
        c => c.SourceAddress, c => c.RecipientAccount, c => c.Region,
    ];

    // The role's account knows the caller only as AWSAccount with a principal id; the caller's own account knows who it is.
    private static IssuedCredential Merge(IEnumerable<IssuedCredential> copies) =>
        copies.OrderBy(c => c.Caller.Type == "AWSAccount" ? 1 : 0).ThenBy(c => c.Id).Aggregate((best, other) => best with
        {
            AccessKeyId = best.HasKey ? best.AccessKeyId : other.AccessKeyId ?? best.AccessKeyId,
            PrincipalId = best.PrincipalId ?? other.PrincipalId,
            RoleArn = best.RoleArn ?? other.RoleArn,
            SessionName = best.SessionName ?? other.SessionName,
            SourceIdentity = best.SourceIdentity ?? other.SourceIdentity,
            SourceAddress = best.SourceAddress ?? other.SourceAddress,
            Call = best.Call ?? other.Call,
        });

    private static T Least<T>(IEnumerable<T> among, Comparison<T> order) => among.Aggregate((least, next) => order(next, least) < 0 ? next : least);
}
