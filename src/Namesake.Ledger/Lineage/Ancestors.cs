using DuckDB.NET.Data;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Lineage;

/// <summary>
/// Fetches from the segments all that bears on the answers for some identities: the credentials issued to them and to
/// whoever asked for those, what other events of their sessions reveal, the grants of their sign-ins, and the people
/// whose names they bear. The trail of these gives the same answers as that of the whole ledger.
/// </summary>
internal sealed class Ancestors(Snapshot snapshot)
{
    private const string IssuedQuery =
        $"SELECT {SegmentTables.IdentityColumns}, {SegmentTables.IssuedColumns} FROM {{s}}.issued i JOIN {{s}}.identities d ON d.number = i.caller WHERE ";

    private const string GrantQuery =
        $"SELECT {SegmentTables.IdentityColumns}, g.id, g.time, g.minted, g.resource, g.address FROM {{s}}.grants g JOIN {{s}}.identities d ON d.number = g.caller WHERE ";

    private const string IdentityQuery = $"SELECT {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE ";

    private const string PersonQuery = $"SELECT {SegmentTables.IdentityColumns} FROM {{s}}.people p JOIN {{s}}.identities d ON d.number = p.identity WHERE ";

    private const string Reveals = "(d.behalf_user IS NOT NULL OR d.sign_in_session IS NOT NULL OR d.source_identity IS NOT NULL)";

    private readonly Wanted _wanted = new(snapshot);
    private readonly Wanted _people = new(snapshot);

    /// <summary>What was found.</summary>
    public TrailPart Part { get; } = new((in _) => false);

    /// <summary>Fetches what bears on identities, and on credentials and grants that are at hand already.</summary>
    public void Add(IEnumerable<(UserIdentity Identity, bool FromConsole)> identities, IEnumerable<IssuedCredential> issued, IEnumerable<SignInGrant> grants)
    {
        foreach (var (identity, _) in identities) WantOf(identity);
        foreach (var credential in issued) WantOf(credential);
        foreach (var grant in grants) WantOf(grant);
        while (_wanted.Next()) Round();
        if (!_people.Next()) return;
        FetchPeople();
        Part.Policies.AddRange(Fetch(KnownPolicies.Query, IssuedRow.ReadPolicy));
    }

    private void Round()
    {
        foreach (var credential in Fetch(IssuedQuery + Any(("i.access_key", Want.Key), ("i.principal_id", Want.Principal), ("i.shared_id", Want.Call), ("i.id", Want.Call)), ReadIssued))
        {
            Part.Issued.Add(credential);
            WantOf(credential);
        }
        foreach (var grant in Fetch(GrantQuery + Any(("g.minted", Want.SignIn)), IssuedRow.ReadGrant))
        {
            Part.Grants.Add(grant);
            WantOf(grant);
        }
        foreach (var revealing in Fetch($"{IdentityQuery}{Reveals} AND {Any(("d.access_key", Want.Key), ("d.principal_id", Want.Principal), ("d.sign_in_session", Want.SignIn))}", ReadIdentity))
        {
            Part.Identities.Add(revealing);
            WantOf(revealing.Identity);
        }
    }

    private void FetchPeople()
    {
        foreach (var person in Fetch(PersonQuery + Any(("p.name", Want.Name), ("p.principal_id", Want.UserId), ("p.behalf_user", Want.BehalfUser)), ReadIdentity))
            Part.Identities.Add(person);
    }

    private void WantOf(UserIdentity identity)
    {
        if (identity.HasKey) _wanted.Add(Want.Key, identity.AccessKeyId);
        if (identity.IsSession) _wanted.Add(Want.Principal, identity.PrincipalId);
        else if (identity.Type == "AWSAccount") _people.Add(Want.UserId, identity.PrincipalId);
        _wanted.Add(Want.SignIn, identity.SignInSessionArn);
        _people.Add(Want.BehalfUser, identity.OnBehalfOfUser);
        _people.Add(Want.Role, identity.RoleName?.ToLowerInvariant());
        WantName(identity.SessionName);
        WantName(identity.SourceIdentity);
    }

    private void WantOf(IssuedCredential credential)
    {
        _wanted.Add(Want.Call, credential.SharedEventId);
        _wanted.Add(Want.Call, credential.Id.ToString());
        WantName(credential.SessionName);
        WantName(credential.SourceIdentity);
        Part.Identities.Add((credential.Caller, credential.FromConsole));
        WantOf(credential.Caller);
    }

    private void WantOf(SignInGrant grant)
    {
        Part.Identities.Add((grant.Caller, grant.FromConsole));
        _wanted.Add(Want.SignIn, grant.MintedSession);
        WantOf(grant.Caller);
    }

    private void WantName(string? name) => _people.Add(Want.Name, name?.ToLowerInvariant());

    private IReadOnlyList<T> Fetch<T>(string perSegment, Func<DuckDBDataReader, T> read) => snapshot.AskEach(snapshot.Segments, perSegment, read);

    private static string Any(params ReadOnlySpan<(string Column, Want Kind)> conditions)
    {
        var parts = new List<string>();
        foreach (var (column, kind) in conditions) parts.Add(Wanted.In(column, kind));
        return $"({string.Join(" OR ", parts)})";
    }

    private static (UserIdentity Identity, bool FromConsole) ReadIdentity(DuckDBDataReader row) => IdentityRow.Read(row, 0);

    private static IssuedCredential ReadIssued(DuckDBDataReader row) => IssuedRow.Read(row, IdentityRow.Columns, IdentityRow.Read(row, 0));
}
