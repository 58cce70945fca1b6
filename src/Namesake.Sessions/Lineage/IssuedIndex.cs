using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>How an identity was tied to an issuing event.</summary>
public enum Tie
{
    /// <summary>By the access key that was issued.</summary>
    Key,

    /// <summary>By principal id and creation date.</summary>
    Session,
}

/// <summary>The issuing events that can have made an identity's credentials at a time. One is an answer, several are ambiguous.</summary>
public readonly record struct Issuers(Tie Tie, IReadOnlyList<IssuedCredential> Candidates);

/// <summary>All issued credentials, each once: deliveries of one event and copies in two accounts are joined.</summary>
public sealed class IssuedIndex
{
    private static readonly Issuers Nobody = new(Tie.Key, []);

    private readonly Dictionary<string, List<IssuedCredential>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<IssuedCredential>> _byPrincipal = new(StringComparer.Ordinal);

    public IssuedIndex(IEnumerable<IssuedCredential> issued)
    {
        All = Join(issued);
        foreach (var credential in All)
        {
            Add(_byKey, credential.AccessKeyId, credential);
            Add(_byPrincipal, credential.PrincipalId, credential);
        }
    }

    /// <summary>Ordered by time, then id.</summary>
    public IReadOnlyList<IssuedCredential> All { get; }

    public IReadOnlyList<IssuedCredential> ByKey(string key) => _byKey.TryGetValue(key, out var found) ? found : [];

    /// <summary>The issuing events that can have made the credentials of an identity that acts at a time.</summary>
    public Issuers Find(UserIdentity identity, bool fromConsole, long time)
    {
        var key = identity.AccessKeyId;
        var keyless = string.IsNullOrEmpty(key);
        if (!keyless)
        {
            var byKey = Fitting(_byKey, key!, identity, time, created: null);
            if (byKey.Count > 0) return new(Tie.Key, byKey);
        }
        // A console session and a service that acts for its caller (forward access) use keys that no logged event issued.
        if ((fromConsole || keyless || identity.InvokedBy is not null) && identity is { IsSession: true, PrincipalId: { } principal, CreationDate: { } created })
            return new(Tie.Session, Fitting(_byPrincipal, principal, identity, time, created));
        return Nobody;
    }

    // Nearly every key was issued once: then the index's own list is the answer, and nothing is allocated for an event.
    private static List<IssuedCredential> Fitting(Dictionary<string, List<IssuedCredential>> index, string key, UserIdentity identity, long time, long? created)
    {
        if (!index.TryGetValue(key, out var all)) return [];
        var fitting = 0;
        foreach (var credential in all)
            if (Fits(credential, identity, time, created))
                fitting++;
        return fitting == all.Count ? all : fitting == 0 ? [] : all.FindAll(c => Fits(c, identity, time, created));
    }

    private static bool Fits(IssuedCredential credential, UserIdentity identity, long time, long? created) =>
        credential.CouldServeAt(time) && (created is { } date ? credential.CreatedAt(date) : credential.IsOf(identity));

    private static void Add(Dictionary<string, List<IssuedCredential>> index, string? key, IssuedCredential credential)
    {
        if (string.IsNullOrEmpty(key)) return;
        if (!index.TryGetValue(key, out var list)) index[key] = list = [];
        list.Add(credential);
    }

    private static List<IssuedCredential> Join(IEnumerable<IssuedCredential> issued) =>
        [.. issued
            .GroupBy(c => c.Id).Select(Best)
            .GroupBy(c => c.SharedEventId is null ? (c.Id.ToString(), "") : (c.SharedEventId, c.AccessKeyId ?? ""))
            .Select(Merge)
            .OrderBy(c => c.Time).ThenBy(c => c.Id)];

    // Two deliveries of one event are alike; where a shipper cut one short, the fuller serves.
    private static IssuedCredential Best(IEnumerable<IssuedCredential> deliveries) =>
        deliveries.OrderByDescending(c => (c.AccessKeyId is null ? 0 : 1) + (c.PrincipalId is null ? 0 : 1)).ThenBy(c => c.Time).First();

    // The role's account knows the caller only as AWSAccount with a principal id; the caller's own account knows who it is.
    private static IssuedCredential Merge(IEnumerable<IssuedCredential> copies)
    {
        var ordered = copies.OrderBy(c => c.Caller.Type == "AWSAccount" ? 1 : 0).ThenBy(c => c.Id).ToList();
        return ordered.Aggregate((best, other) => best with
        {
            PrincipalId = best.PrincipalId ?? other.PrincipalId,
            RoleArn = best.RoleArn ?? other.RoleArn,
            SessionName = best.SessionName ?? other.SessionName,
            SourceIdentity = best.SourceIdentity ?? other.SourceIdentity,
            SourceAddress = best.SourceAddress ?? other.SourceAddress,
        });
    }
}
