using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>
/// Everything that readers found, joined. It does not depend on the order in which files were read or events delivered:
/// what is joined is sorted, and what disagrees is settled by content.
/// </summary>
public sealed class Trail
{
    private readonly Dictionary<CredentialGroup, Revelation> _revelations = [];
    private readonly Dictionary<string, SignInGrant> _grants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Revelation> _bySignIn = new(StringComparer.Ordinal);
    private readonly People _people = new();

    private readonly IReadOnlyList<TrailPart> _parts;

    public Trail(IReadOnlyList<TrailPart> parts)
    {
        _parts = parts;
        Issued = new IssuedIndex(parts.SelectMany(p => p.Issued));
        Policies = new PolicyHistory(parts.SelectMany(p => p.Policies));
        foreach (var (identity, fromConsole) in parts.SelectMany(p => p.Identities)) Learn(identity, fromConsole);
        foreach (var (identity, fromConsole) in parts.SelectMany(p => p.Identities)) Share(identity, fromConsole);
        foreach (var grant in parts.SelectMany(p => p.Grants).OrderBy(g => g.Time).ThenBy(g => g.Id).ThenBy(g => g.Caller, UserIdentityOrder.Instance)) _grants.TryAdd(grant.MintedSession, grant);
    }

    public IssuedIndex Issued { get; }

    public PolicyHistory Policies { get; }

    /// <summary>What made or changed workloads; copies included.</summary>
    public IEnumerable<WorkloadEvent> Workloads => _parts.SelectMany(p => p.Workloads);

    /// <summary>How many events were read, copies included.</summary>
    public long Seen => _parts.Sum(p => p.Seen);

    /// <summary>The events kept, each once, ordered by time and id.</summary>
    public IEnumerable<TrailEvent> Events
    {
        get
        {
            // Times and numbers are sorted, not the events themselves, which are ten times as large.
            var count = _parts.Sum(p => p.Kept);
            var (times, places) = (new long[count], new (int Part, int Index)[count]);
            var next = 0;
            for (var part = 0; part < _parts.Count; part++)
                for (var i = 0; i < _parts[part].Kept; i++, next++)
                    (times[next], places[next]) = (_parts[part][i].Time, (part, i));
            Array.Sort(times, places);
            for (var from = 0; from < count;)
            {
                var to = from + 1;
                while (to < count && times[to] == times[from]) to++;
                if (to - from > 1) Array.Sort(places, from, to - from, ById);
                from = to;
            }
            var seen = new HashSet<EventId>(count);
            foreach (var (part, index) in places)
                if (seen.Add(_parts[part][index].Id))
                    yield return _parts[part][index];
        }
    }

    private Comparer<(int Part, int Index)> ById => Comparer<(int Part, int Index)>.Create((a, b) => CompareDeliveries(in _parts[a.Part][a.Index], in _parts[b.Part][b.Index]));

    /// <summary>What the events of an identity's credential, and those of its sign-in session, reveal of it.</summary>
    public Revelation RevealedOf(UserIdentity identity, bool fromConsole)
    {
        var own = OfGroup(identity, fromConsole);
        return own is { OnBehalfOfUser: null, SignInSessionArn: { } session } && _bySignIn.TryGetValue(session, out var person)
            ? own with { OnBehalfOfUser = person.OnBehalfOfUser, OnBehalfOfStore = person.OnBehalfOfStore }
            : own;
    }

    public bool HasGrants => _grants.Count > 0;

    public SignInGrant? GrantOf(string? signInSession) => signInSession is not null && _grants.TryGetValue(signInSession, out var grant) ? grant : null;

    /// <summary>The IAM user of a unique id, where any event shows it in full.</summary>
    public UserIdentity? UserOf(string? principalId) => _people.UserOf(principalId);

    /// <summary>The name of an Identity Center user, where any session shows it together with his id and his store.</summary>
    public string? IdentityCenterName(string? user, string? store) => _people.IdentityCenterName(user, store);

    /// <summary>Whether a name is that of a person who appears in the logs, whatever its case; in what way, if so.</summary>
    public string? PersonNamed(string? name) => _people.PersonNamed(name);

    // Deliveries of one event are alike, but a shipper may cut one short: the fuller is kept, whichever came first.
    private static int CompareDeliveries(in TrailEvent a, in TrailEvent b)
    {
        var byId = a.Id.CompareTo(b.Id);
        if (byId != 0) return byId;
        var byIdentity = UserIdentityOrder.Instance.Compare(a.Identity, b.Identity);
        if (byIdentity != 0) return byIdentity;
        var byConsole = b.FromConsole.CompareTo(a.FromConsole);
        if (byConsole != 0) return byConsole;
        foreach (var (x, y) in (ReadOnlySpan<(string?, string?)>)[(a.Name, b.Name), (a.Source, b.Source), (a.Region, b.Region), (a.RecipientAccount, b.RecipientAccount), (a.SourceAddress, b.SourceAddress), (a.ErrorCode, b.ErrorCode)])
            if (UserIdentityOrder.CompareText(x, y) is var byText and not 0)
                return byText;
        return 0;
    }

    private void Learn(UserIdentity identity, bool fromConsole)
    {
        _people.Learn(identity);
        var revealed = Revelation.Of(identity);
        if (revealed != Revelation.Nothing && CredentialGroup.Of(identity, fromConsole) is { } group)
            _revelations[group] = _revelations.TryGetValue(group, out var earlier) ? earlier.With(revealed) : revealed;
    }

    // A sign-in session is one person's, and goes on while its keys rotate: what one key reveals of him holds for the next.
    private void Share(UserIdentity identity, bool fromConsole)
    {
        var revealed = OfGroup(identity, fromConsole);
        _people.LearnPair(identity, revealed);
        if (revealed is not { SignInSessionArn: { } session, OnBehalfOfUser: not null }) return;
        _bySignIn[session] = _bySignIn.TryGetValue(session, out var earlier) ? earlier.With(revealed) : revealed;
    }

    private Revelation OfGroup(UserIdentity identity, bool fromConsole) =>
        CredentialGroup.Of(identity, fromConsole) is { } group && _revelations.TryGetValue(group, out var found) ? found : Revelation.Of(identity);
}
