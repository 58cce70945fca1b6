using System.Runtime.InteropServices;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Asking;

/// <summary>A credential group, as far as it was in use in the time asked for: all that was done with one credential, or in one console session.</summary>
/// <param name="Role">The role's ARN; null for what is no role session.</param>
/// <param name="Account">The account of the identity.</param>
/// <param name="SessionName">The session name.</param>
/// <param name="AccessKey">The access key; of a console session, which has many, none.</param>
/// <param name="Person">Who is behind it; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="Kind">How he got at it.</param>
/// <param name="First">The time of its first event, in milliseconds since 1970.</param>
/// <param name="Last">The time of its last event.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="Addresses">Where from.</param>
/// <param name="SourceIdentity">The source identity, which any event of it may reveal.</param>
/// <param name="Contradiction">A name that says otherwise than the keys.</param>
/// <param name="Varies">Whether the answer is that of the first event only.</param>
/// <param name="Workload">The instance, function, task or pod whose session it is.</param>
public sealed record SessionRow(
    string? Role, string? Account, string? SessionName, string? AccessKey, Origin? Person, Evidence Evidence, SessionKind Kind,
    long First, long Last, long Events, AddressList Addresses, string? SourceIdentity, string? Contradiction, bool Varies, Workload? Workload);

/// <summary>The sessions of a ledger, the latest first.</summary>
public static class Sessions
{
    /// <param name="reader">The ledger.</param>
    /// <param name="filter">Which: sessions with an event in the time asked for, of which only that time is counted.</param>
    /// <param name="limit">How many are shown at most.</param>
    public static Listing<SessionRow> Find(LedgerReader reader, Filter filter, int limit)
    {
        var groups = Group(FoundIdentities.Find(reader.Answers, filter));
        var shown = groups.OrderByDescending(g => g.Last).ThenBy(g => g.Key.Key, StringComparer.Ordinal).ThenBy(g => g.Key.CreationDate).Take(limit).ToList();
        var addresses = AddressBook.Of(reader, shown.SelectMany((g, i) => g.Identities.Select(u => (u.Place, i))), shown.Count, filter);
        var kinds = new SessionKinds(reader, shown.SelectMany(g => g.Identities));
        return new Listing<SessionRow>([.. shown.Select((g, i) => g.ToRow(kinds, addresses[i]))], groups.Count);
    }

    internal static IReadOnlyCollection<SessionGroup> Group(IEnumerable<AnsweredIdentity> identities)
    {
        var groups = new Dictionary<CredentialGroup, SessionGroup>();
        foreach (var identity in identities)
        {
            if (CredentialGroup.Of(identity.Identity, identity.FromConsole) is not { } key) continue;
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _);
            (group ??= new SessionGroup(key)).Add(identity);
        }
        return groups.Values;
    }
}

/// <summary>The identities of one credential: AWS writes a session's details into some of its events only.</summary>
internal sealed class SessionGroup(CredentialGroup key)
{
    private readonly List<AnsweredIdentity> _identities = [];

    public CredentialGroup Key { get; } = key;

    public IReadOnlyList<AnsweredIdentity> Identities => _identities;

    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public long Events { get; private set; }

    public void Add(AnsweredIdentity identity)
    {
        _identities.Add(identity);
        (First, Last, Events) = (Math.Min(First, identity.First), Math.Max(Last, identity.Last), Events + identity.Events);
    }

    /// <summary>The identity that tells most of who is behind it.</summary>
    public AnsweredIdentity Best => _identities.OrderBy(i => i.Evidence).ThenBy(i => i.First).ThenBy(i => i.Place.Segment).ThenBy(i => i.Place.Number).First();

    public SessionRow ToRow(SessionKinds kinds, AddressList addresses)
    {
        var best = Best;
        return new SessionRow(
            best.Identity.RoleArn, best.Identity.AccountId, best.Identity.SessionName, Key.CreationDate == 0 ? Key.Key : null, best.Origin, best.Evidence, kinds.Of(_identities),
            First, Last, Events, addresses, Least(i => i.Identity.SourceIdentity), Least(i => i.Contradiction), _identities.Exists(i => i.Varies), best.Workload ?? _identities.Select(i => i.Workload).FirstOrDefault(w => w is not null));
    }

    private string? Least(Func<AnsweredIdentity, string?> text) => _identities.Select(text).OfType<string>().Min(StringComparer.Ordinal);
}
