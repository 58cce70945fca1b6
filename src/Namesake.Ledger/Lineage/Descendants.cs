using DuckDB.NET.Data;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Lineage;

/// <summary>An identity of an earlier segment.</summary>
internal sealed record KnownIdentity(IdentityPlace Place, UserIdentity Identity, bool FromConsole, long? First, long? Last);

/// <summary>
/// Finds the identities of earlier segments whose answers a new segment may change: the late issuing event of a session
/// changes the answers of that session and of all that it issued. More than needed may be found; they are answered anew, not
/// differently.
/// </summary>
internal sealed class Descendants(Snapshot snapshot)
{
    /// <summary>An event may bear the second before its issuing event's (<see cref="IssuedCredential.CouldServeAt"/>), in milliseconds.</summary>
    private const long Clock = 1_000;

    private const string RoleName =
        "CASE WHEN d.type = 'AssumedRole' THEN lower(coalesce(string_split(d.issuer_arn, '/')[-1], string_split(d.arn, '/')[2])) END";

    private static readonly Question<KnownIdentity> Identities = new(
        $"SELECT {{n}}, d.number, d.first, d.last, {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE ",
        row => new KnownIdentity(new IdentityPlace(row.GetInt32(0), row.GetInt32(1)), IdentityRow.Read(row, 4).Identity, row.GetBoolean(4), row.Number(2), row.Number(3)),
        null, new WantedIn("d.access_key", Want.Key, TermOf.Key), new WantedIn(Creation.OfIdentity, Want.Creation, TermOf.Creation), new WantedIn("d.sign_in_session", Want.SignIn, TermOf.SignIn),
        new WantedIn("d.behalf_user", Want.BehalfUser, TermOf.BehalfUser), new WantedIn("d.principal_id", Want.UserId, TermOf.Principal),
        new WantedIn("lower(d.source_identity)", Want.Name, TermOf.Name), new WantedIn("lower(split_part(d.principal_id, ':', 2))", Want.Name, TermOf.Name),
        new WantedIn(RoleName, Want.Role, TermOf.Role));

    private static readonly Question<IssuedCall> Issued = new(
        $"SELECT {IssuedCall.Columns} FROM {{s}}.issued i WHERE ", IssuedCall.Read, (p, terms) => p.Issued(terms).Select(IssuedCall.Of),
        new WantedIn("lower(i.session_name)", Want.Name, TermOf.IssuedName), new WantedIn("lower(i.source_identity)", Want.Name, TermOf.IssuedName),
        new WantedIn("i.id", Want.Call, TermOf.IssuedCall), new WantedIn("i.shared_id", Want.Call, TermOf.IssuedCall));

    private static readonly Question<(string Name, string? PrincipalId, string? BehalfUser)> People = new(
        "SELECT p.name, p.principal_id, p.behalf_user FROM {s}.people p WHERE ", row => (row.GetString(0), row.Text(1), row.Text(2)),
        (p, terms) => p.People(terms).Select(i => NamedPerson.Of(i.Identity, 0)!).Select(n => (n.Name, n.PrincipalId, n.BehalfUser)), new WantedIn("p.name", Want.Name, TermOf.Person));

    private readonly Wanted _wanted = new(snapshot);
    private readonly Dictionary<IdentityPlace, KnownIdentity> _found = [];

    // Copies of one call may bear different times; the earliest counts for the keys of all.
    private readonly Dictionary<string, List<IssuedCall>> _calls = new(StringComparer.Ordinal);

    public IReadOnlyCollection<KnownIdentity> Of(SegmentDraft draft)
    {
        foreach (var credential in draft.Issued)
        {
            WantOf(IssuedCall.Of(credential));
            // Another delivery of the event, or the other account's copy, may say another time or key: one of them will count.
            _wanted.Add(Want.Call, credential.Id.ToString());
            _wanted.Add(Want.Call, credential.SharedEventId);
        }
        foreach (var grant in draft.Grants) _wanted.Add(Want.SignIn, grant.MintedSession);
        foreach (var policy in KnownPolicies.News(snapshot, [.. draft.Policies])) _wanted.Add(Want.Role, policy.RoleName.ToLowerInvariant());
        WantNewRevelations(draft.Identities);
        WantNewPeople(draft.People);
        while (_wanted.Next()) Round();
        return _found.Values;
    }

    // What a new event reveals of its session holds for the earlier ones of it, unless they, or others, revealed it before.
    private void WantNewRevelations(IReadOnlyList<IdentityUse> identities)
    {
        var revealing = identities.Where(u => Revelation.Of(u.Identity) != Revelation.Nothing).ToList();
        var groups = new Wanted(snapshot);
        foreach (var use in revealing) WantGroup(groups, use);
        var known = groups.Next()
            ? groups.Ask(Ancestors.RevealingOfSession)
                .Select(i => (CredentialGroup.Of(i.Identity, i.FromConsole), Revelation.Of(i.Identity))).ToHashSet()
            : [];
        foreach (var use in revealing)
        {
            var group = CredentialGroup.Of(use.Identity, use.FromConsole);
            if (group is not null && known.Contains((group, Revelation.Of(use.Identity)))) continue;
            WantGroup(_wanted, use);
            _wanted.Add(Want.SignIn, use.Identity.SignInSessionArn);
        }
    }

    private static void WantGroup(Wanted wanted, IdentityUse use)
    {
        if (use.Identity.HasKey) wanted.Add(Want.Key, use.Identity.AccessKeyId);
        wanted.Add(Want.Creation, Creation.Of(use.Identity, use.FromConsole));
    }

    private void WantOf(IssuedCall issued)
    {
        List<IssuedCall> copies = [.. Copies(issued.Id).Concat(Copies(issued.SharedId)).Append(issued).Distinct()];
        _calls[issued.Id] = copies;
        if (issued.SharedId is { } shared) _calls[shared] = copies;
        var since = copies.Min(c => c.Time) - Clock;
        foreach (var copy in copies)
        {
            _wanted.Add(Want.Key, copy.Key, since);
            foreach (var creation in Creation.MadeBy(copy.Principal, copy.Time)) _wanted.Add(Want.Creation, creation, since);
        }
    }

    private List<IssuedCall> Copies(string? id) => id is not null && _calls.TryGetValue(id, out var copies) ? copies : [];

    private void WantNewPeople(IReadOnlyList<NamedPerson> people)
    {
        var names = new Wanted(snapshot);
        foreach (var person in people) names.Add(Want.Name, person.Name);
        if (!names.Next()) return;
        var known = names.Ask(People).ToHashSet();
        foreach (var person in people.Where(p => !known.Contains((p.Name, p.PrincipalId, p.BehalfUser))))
        {
            _wanted.Add(Want.Name, person.Name);
            _wanted.Add(Want.UserId, person.PrincipalId);
            _wanted.Add(Want.BehalfUser, person.BehalfUser);
        }
    }

    private void Round()
    {
        var identities = _wanted.Ask(Identities);
        var issued = _wanted.Ask(Issued);
        foreach (var call in issued) WantOf(call);
        var reached = identities.Where(i => _found.TryAdd(i.Place, i)).ToList();
        if (reached.Count > 0) WantIssuedBy(reached);
    }

    private void WantIssuedBy(IReadOnlyList<KnownIdentity> callers)
    {
        var segments = snapshot.Segments.IntersectBy(callers.Select(c => c.Place.Segment), s => s.Number).ToList();
        using var places = new PlaceTable(snapshot, callers.Select(c => c.Place));
        foreach (var call in snapshot.AskEach(segments, $"SELECT {IssuedCall.Columns} FROM {{s}}.issued i JOIN {PlaceTable.Name} p ON p.segment = {{n}} AND p.number = i.caller", IssuedCall.Read))
            WantOf(call);
        foreach (var minted in snapshot.AskEach(segments, 
            $"SELECT g.minted FROM {{s}}.grants g JOIN {PlaceTable.Name} p ON p.segment = {{n}} AND p.number = g.caller", row => row.GetString(0)))
            _wanted.Add(Want.SignIn, minted);
    }

    /// <summary>What a call issued, as far as it says which identities may have used it.</summary>
    private sealed record IssuedCall(string Id, string? SharedId, string? Key, string? Principal, long Time)
    {
        /// <summary>What <see cref="Read"/> reads, in order; the table is called <c>i</c>.</summary>
        public const string Columns = "i.id, i.shared_id, i.access_key, i.principal_id, i.time";

        public static IssuedCall Of(IssuedCredential credential) => new(credential.Id.ToString(), credential.SharedEventId, credential.AccessKeyId, credential.PrincipalId, credential.Time);

        public static IssuedCall Read(DuckDBDataReader row) => new(row.GetString(0), row.Text(1), row.Text(2), row.Text(3), row.GetInt64(4));
    }
}
