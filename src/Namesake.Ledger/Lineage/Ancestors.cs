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
    /// <summary>Identities that reveal something of their sessions: by key and creation.</summary>
    public static readonly Question<(UserIdentity Identity, bool FromConsole)> RevealingOfSession = new(
        RevealingQuery, ReadIdentity, (p, terms) => p.Revealing(terms), new WantedIn("d.access_key", Want.Key, TermOf.RevealingKey), new WantedIn(Creation.OfIdentity, Want.Creation, TermOf.RevealingCreation));

    private const string RevealingQuery =
        $"SELECT {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE (d.behalf_user IS NOT NULL OR d.sign_in_session IS NOT NULL OR d.source_identity IS NOT NULL) AND ";

    private static readonly Question<(UserIdentity Identity, bool FromConsole)> Revealing = RevealingOfSession with
    {
        Places = [.. RevealingOfSession.Places, new WantedIn("d.sign_in_session", Want.SignIn, TermOf.SignIn)],
    };

    private static readonly Question<IssuedCredential> Issued = new(
        $"SELECT {SegmentTables.IdentityColumns}, {SegmentTables.IssuedColumns} FROM {{s}}.issued i JOIN {{s}}.identities d ON d.number = i.caller WHERE ",
        ReadIssued, (p, terms) => p.Issued(terms), new WantedIn("i.access_key", Want.Key, TermOf.IssuedKey), new WantedIn(Creation.OfIssued, Want.Creation, TermOf.IssuedCreation),
        new WantedIn("i.shared_id", Want.Call, TermOf.IssuedCall), new WantedIn("i.id", Want.Call, TermOf.IssuedCall));

    private static readonly Question<SignInGrant> Grants = new(
        $"SELECT {SegmentTables.IdentityColumns}, g.id, g.time, g.minted, g.resource, g.address FROM {{s}}.grants g JOIN {{s}}.identities d ON d.number = g.caller WHERE ",
        IssuedRow.ReadGrant, (p, terms) => p.Grants(terms), new WantedIn("g.minted", Want.SignIn, TermOf.Grant));

    private static readonly Question<(UserIdentity Identity, bool FromConsole)> People = new(
        $"SELECT {SegmentTables.IdentityColumns} FROM {{s}}.people p JOIN {{s}}.identities d ON d.number = p.identity WHERE ",
        ReadIdentity, (p, terms) => p.People(terms), new WantedIn("p.name", Want.Name, TermOf.Person), new WantedIn("p.principal_id", Want.UserId, TermOf.PersonId),
        new WantedIn("p.behalf_user", Want.BehalfUser, TermOf.PersonBehalfUser));

    private readonly Wanted _wanted = new(snapshot);
    private readonly Wanted _people = new(snapshot);

    /// <summary>What was found.</summary>
    public TrailPart Part { get; } = new((in _) => false);

    /// <summary>Fetches what bears on identities, and on credentials and grants that are at hand already.</summary>
    public void Add(IEnumerable<(UserIdentity Identity, bool FromConsole)> identities, IEnumerable<IssuedCredential> issued, IEnumerable<SignInGrant> grants)
    {
        foreach (var (identity, fromConsole) in identities) WantOf(identity, fromConsole);
        foreach (var credential in issued) WantOf(credential);
        foreach (var grant in grants) WantOf(grant);
        while (_wanted.Next()) Round();
        if (!_people.Next()) return;
        Part.Identities.UnionWith(_people.Ask(People));
        Part.Policies.AddRange(KnownPolicies.Of(_people));
    }

    private void Round()
    {
        foreach (var credential in _wanted.Ask(Issued))
        {
            Part.Issued.Add(credential);
            WantOf(credential);
        }
        foreach (var grant in _wanted.Ask(Grants))
        {
            Part.Grants.Add(grant);
            WantOf(grant);
        }
        foreach (var revealing in _wanted.Ask(Revealing))
        {
            Part.Identities.Add(revealing);
            WantOf(revealing.Identity, revealing.FromConsole);
        }
    }

    private void WantOf(UserIdentity identity, bool fromConsole)
    {
        if (identity.HasKey) _wanted.Add(Want.Key, identity.AccessKeyId);
        _wanted.Add(Want.Creation, Creation.Of(identity, fromConsole));
        _wanted.Add(Want.Creation, Creation.ASecondAfter(identity, fromConsole));
        if (identity.Type == "AWSAccount") _people.Add(Want.UserId, identity.PrincipalId);
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
        WantOf(credential.Caller, credential.FromConsole);
    }

    private void WantOf(SignInGrant grant)
    {
        Part.Identities.Add((grant.Caller, grant.FromConsole));
        _wanted.Add(Want.SignIn, grant.MintedSession);
        WantOf(grant.Caller, grant.FromConsole);
    }

    private void WantName(string? name) => _people.Add(Want.Name, name?.ToLowerInvariant());

    private static (UserIdentity Identity, bool FromConsole) ReadIdentity(DuckDBDataReader row) => IdentityRow.Read(row, 0);

    private static IssuedCredential ReadIssued(DuckDBDataReader row) => IssuedRow.Read(row, IdentityRow.Columns, IdentityRow.Read(row, 0));
}
