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
    private readonly Dictionary<string, UserIdentity> _usersById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _people = new(StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlyList<TrailPart> _parts;

    public Trail(IReadOnlyList<TrailPart> parts)
    {
        _parts = parts;
        Issued = new IssuedIndex(parts.SelectMany(p => p.Issued));
        foreach (var (identity, fromConsole) in parts.SelectMany(p => p.Identities)) Learn(identity, fromConsole);
        foreach (var grant in parts.SelectMany(p => p.Grants).OrderBy(g => g.Time).ThenBy(g => g.Id)) _grants.TryAdd(grant.MintedSession, grant);
    }

    public IssuedIndex Issued { get; }

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

    private Comparer<(int Part, int Index)> ById => Comparer<(int Part, int Index)>.Create((a, b) => _parts[a.Part][a.Index].Id.CompareTo(_parts[b.Part][b.Index].Id));

    public Revelation RevealedOf(UserIdentity identity, bool fromConsole) =>
        CredentialGroup.Of(identity, fromConsole) is { } group && _revelations.TryGetValue(group, out var found) ? found : Revelation.Of(identity);

    public SignInGrant? GrantOf(string? signInSession) => signInSession is not null && _grants.TryGetValue(signInSession, out var grant) ? grant : null;

    /// <summary>The IAM user of a unique id, where any event shows it in full.</summary>
    public UserIdentity? UserOf(string? principalId) => principalId is not null && _usersById.TryGetValue(principalId, out var user) ? user : null;

    /// <summary>Whether a name is that of a person who appears in the logs, whatever its case; in what way, if so.</summary>
    public string? PersonNamed(string? name) => name is not null && _people.TryGetValue(name, out var person) ? person : null;

    private void Learn(UserIdentity identity, bool fromConsole)
    {
        var revealed = Revelation.Of(identity);
        if (revealed != Revelation.Nothing && CredentialGroup.Of(identity, fromConsole) is { } group)
            _revelations[group] = _revelations.TryGetValue(group, out var earlier) ? earlier.With(revealed) : revealed;
        if (identity is { Type: "IAMUser", UserName: { } user })
        {
            if (identity.PrincipalId is { } id && (!_usersById.TryGetValue(id, out var known) || string.CompareOrdinal(identity.Arn, known.Arn) < 0)) _usersById[id] = identity;
            _people[user] = "an IAM user";
        }
        else if (identity.IsIdentityCenterRole && identity.SessionName is { } name) _people.TryAdd(name, "an Identity Center user");
    }
}
