using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

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
    private const string RoleName =
        "CASE WHEN d.type = 'AssumedRole' THEN lower(coalesce(string_split(d.issuer_arn, '/')[-1], string_split(d.arn, '/')[2])) END";

    // As UserIdentity.IsToldByCreation, and some more.
    private const string ToldByCreation =
        "CASE WHEN d.console OR d.access_key IS NULL OR d.invoked_by IS NOT NULL OR regexp_matches(d.access_key, '[*<_]|^$') THEN d.principal_id END";

    private readonly Wanted _wanted = new(snapshot);
    private readonly Dictionary<IdentityPlace, KnownIdentity> _found = [];

    public IReadOnlyCollection<KnownIdentity> Of(SegmentDraft draft)
    {
        foreach (var credential in draft.Issued) WantOf(credential.AccessKeyId, credential.PrincipalId);
        foreach (var grant in draft.Grants) _wanted.Add(Want.SignIn, grant.MintedSession);
        foreach (var policy in KnownPolicies.News(snapshot, [.. draft.Policies])) _wanted.Add(Want.Role, policy.RoleName.ToLowerInvariant());
        foreach (var use in draft.Identities) WantOf(use.Identity, use.FromConsole);
        WantNewPeople(draft.People);
        while (_wanted.Next()) Round();
        return _found.Values;
    }

    // What a new event reveals of its session holds for the earlier ones of it.
    private void WantOf(UserIdentity identity, bool fromConsole)
    {
        if (identity is { OnBehalfOfUser: null, SignInSessionArn: null, SourceIdentity: null }) return;
        WantOf(identity.HasKey ? identity.AccessKeyId : null, identity.IsToldByCreation(fromConsole) ? identity.PrincipalId : null);
        _wanted.Add(Want.SignIn, identity.SignInSessionArn);
    }

    private void WantOf(string? key, string? principal)
    {
        _wanted.Add(Want.Key, key);
        _wanted.Add(Want.Principal, principal);
    }

    private void WantNewPeople(IReadOnlyList<NamedPerson> people)
    {
        var names = new Wanted(snapshot);
        foreach (var person in people) names.Add(Want.Name, person.Name);
        if (!names.Next()) return;
        var known = names.Ask(
            "SELECT p.name, p.principal_id, p.behalf_user FROM {s}.people p WHERE ", row => (row.GetString(0), row.Text(1), row.Text(2)),
            new WantedIn("p.name", Want.Name, TermOf.Person)).ToHashSet();
        foreach (var person in people.Where(p => !known.Contains((p.Name, p.PrincipalId, p.BehalfUser))))
        {
            _wanted.Add(Want.Name, person.Name);
            _wanted.Add(Want.UserId, person.PrincipalId);
            _wanted.Add(Want.BehalfUser, person.BehalfUser);
        }
    }

    private void Round()
    {
        var identities = _wanted.Ask(
            $"SELECT {{n}}, d.number, d.first, d.last, {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE ",
            row => new KnownIdentity(new IdentityPlace(row.GetInt32(0), row.GetInt32(1)), IdentityRow.Read(row, 4).Identity, row.GetBoolean(4), row.Number(2), row.Number(3)),
            new("d.access_key", Want.Key, TermOf.Key), new(ToldByCreation, Want.Principal, TermOf.CreatedPrincipal), new("d.sign_in_session", Want.SignIn, TermOf.SignIn),
            new("d.behalf_user", Want.BehalfUser, TermOf.BehalfUser), new("d.principal_id", Want.UserId, TermOf.Principal),
            new("lower(d.source_identity)", Want.Name, TermOf.Name), new("lower(split_part(d.principal_id, ':', 2))", Want.Name, TermOf.Name),
            new(RoleName, Want.Role, TermOf.Role));
        var issued = _wanted.Ask(
            "SELECT i.access_key, i.principal_id FROM {s}.issued i WHERE ", row => (Key: row.Text(0), Principal: row.Text(1)),
            new("lower(i.session_name)", Want.Name, TermOf.IssuedName), new("lower(i.source_identity)", Want.Name, TermOf.IssuedName));
        foreach (var (key, principal) in issued) WantOf(key, principal);
        var reached = identities.Where(i => _found.TryAdd(i.Place, i)).ToList();
        if (reached.Count > 0) WantIssuedBy(reached);
    }

    private void WantIssuedBy(IReadOnlyList<KnownIdentity> callers)
    {
        using var places = new PlaceTable(snapshot, callers.Select(c => c.Place));
        foreach (var (key, principal) in snapshot.AskEach(snapshot.Segments, 
            $"SELECT i.access_key, i.principal_id FROM {{s}}.issued i JOIN {PlaceTable.Name} p ON p.segment = {{n}} AND p.number = i.caller",
            row => (row.Text(0), row.Text(1))))
            WantOf(key, principal);
        foreach (var minted in snapshot.AskEach(snapshot.Segments, 
            $"SELECT g.minted FROM {{s}}.grants g JOIN {PlaceTable.Name} p ON p.segment = {{n}} AND p.number = g.caller", row => row.GetString(0)))
            _wanted.Add(Want.SignIn, minted);
    }
}
