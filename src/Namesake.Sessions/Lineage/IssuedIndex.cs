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
    private static readonly List<IssuedCredential> None = [];
    private static readonly Issuers Nobody = new(Tie.Key, None);

    private readonly Dictionary<string, List<IssuedCredential>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<IssuedCredential>> _byPrincipal = new(StringComparer.Ordinal);

    public IssuedIndex(IEnumerable<IssuedCredential> issued)
    {
        All = IssuedCopies.Join(issued);
        foreach (var credential in All)
        {
            if (credential.HasKey) Add(_byKey, credential.AccessKeyId!, credential);
            if (credential.PrincipalId is { Length: > 0 } principal) Add(_byPrincipal, principal, credential);
        }
    }

    /// <summary>Ordered by time, then id.</summary>
    public IReadOnlyList<IssuedCredential> All { get; }

    /// <summary>The issuing events that can have made the credentials of an identity that acts at a time.</summary>
    public Issuers Find(UserIdentity identity, bool fromConsole, long time)
    {
        if (identity.HasKey)
        {
            var byKey = Fitting(_byKey, identity.AccessKeyId!, identity, time, created: null);
            if (byKey.Count > 0) return new(Tie.Key, byKey);
        }
        return ByCreation(identity, fromConsole) is { } session ? new(Tie.Session, Fitting(_byPrincipal, session.Principal, identity, time, session.Created)) : Nobody;
    }

    private static (string Principal, long Created)? ByCreation(UserIdentity identity, bool fromConsole) =>
        identity.IsToldByCreation(fromConsole) && identity is { IsSession: true, PrincipalId: { } principal, CreationDate: { } created } ? (principal, created) : null;

    /// <summary>Whether there are several credentials that an identity may have used, so that the time of an event decides between them.</summary>
    public bool Varies(UserIdentity identity, bool fromConsole)
    {
        if (identity.HasKey && _byKey.TryGetValue(identity.AccessKeyId!, out var byKey) && byKey.Count > 1) return true;
        return ByCreation(identity, fromConsole) is { } session && _byPrincipal.TryGetValue(session.Principal, out var all) && all.Count(c => c.CreatedAt(session.Created)) > 1;
    }

    // Nearly every key was issued once: then the index's own list is the answer, and nothing is allocated for an event.
    private static List<IssuedCredential> Fitting(Dictionary<string, List<IssuedCredential>> index, string key, UserIdentity identity, long time, long? created)
    {
        if (!index.TryGetValue(key, out var all)) return None;
        var fitting = 0;
        foreach (var credential in all)
            if (Fits(credential, identity, time, created))
                fitting++;
        return fitting == all.Count ? all : fitting == 0 ? None : Some(all, identity, time, created);
    }

    // Apart, because a lambda's captures are allocated where its method begins: for every event, were it above.
    private static List<IssuedCredential> Some(List<IssuedCredential> all, UserIdentity identity, long time, long? created) =>
        all.FindAll(c => Fits(c, identity, time, created));

    private static bool Fits(IssuedCredential credential, UserIdentity identity, long time, long? created) =>
        credential.CouldServeAt(time) && (created is { } date ? credential.CreatedAt(date) : credential.IsOf(identity));

    private static void Add(Dictionary<string, List<IssuedCredential>> index, string key, IssuedCredential credential)
    {
        if (!index.TryGetValue(key, out var list)) index[key] = list = [];
        list.Add(credential);
    }
}
