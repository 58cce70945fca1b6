using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Lineage;

/// <summary>
/// What of before a time bears on events of after it: the credentials that they were made with, and may yet be made with, those
/// that these were issued with, grants, what reveals something of such sessions, people whose names they bear, and the trust
/// policies under which they were issued.
/// </summary>
internal sealed class StillNeeded
{
    private readonly HashSet<string> _issued = new(StringComparer.Ordinal);
    private readonly HashSet<string> _grants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _policies = new(StringComparer.Ordinal);
    private readonly HashSet<(UserIdentity, bool)> _identities = new(UserIdentityContent.Instance);

    private StillNeeded()
    {
    }

    public bool Has(IssuedCredential credential) => _issued.Contains(credential.Id.ToString());

    public bool Has(SignInGrant grant) => _grants.Contains(grant.Id.ToString());

    public bool Has(PolicyChange change) => _policies.Contains(change.Id.ToString());

    public bool Has((UserIdentity Identity, bool FromConsole) identity) => _identities.Contains(identity);

    /// <param name="snapshot">The whole ledger.</param>
    /// <param name="time">From when on events remain.</param>
    public static StillNeeded Since(Snapshot snapshot, long time)
    {
        var needed = new StillNeeded();
        var created = new Dictionary<string, long>(StringComparer.Ordinal);
        // One segment after the other, so that memory depends on the largest only.
        foreach (var segment in snapshot.Segments) needed.Add(snapshot, segment, time, created);
        needed.AddPolicies(snapshot, time - IssuedCredential.LongestOfAll, created);
        return needed;
    }

    private void Add(Snapshot snapshot, SegmentInfo segment, long time, Dictionary<string, long> created)
    {
        var least = ("least", (object?)(time - IssuedCredential.LongestOfAll));
        var uses = snapshot.AskOf(
            [segment], $"SELECT d.first, d.last, {SegmentTables.IdentityColumns} FROM {{s}}.identities d WHERE d.events > 0 AND d.last >= $time", "",
            row => (First: Math.Max(row.GetInt64(0), time), Last: row.GetInt64(1), Identity: IdentityRow.Read(row, 2)), ("time", time));
        var issued = snapshot.AskOf(
            [segment], $"SELECT {SegmentTables.IdentityColumns}, {SegmentTables.IssuedColumns} FROM {{s}}.issued i JOIN {{s}}.identities d ON d.number = i.caller WHERE i.time >= $least", "",
            row => IssuedRow.Read(row, IdentityRow.Columns, IdentityRow.Read(row, 0)), least).Where(c => c.Time + c.LongestLife >= time).ToList();
        var grants = snapshot.AskOf(
            [segment], $"SELECT {SegmentTables.IdentityColumns}, g.id, g.time, g.minted, g.resource, g.address FROM {{s}}.grants g JOIN {{s}}.identities d ON d.number = g.caller WHERE g.time >= $least", "",
            IssuedRow.ReadGrant, least);
        if (uses.Count + issued.Count + grants.Count == 0) return;
        var ancestors = new Ancestors(snapshot);
        ancestors.Add([.. uses.Select(u => u.Identity)], issued, grants);
        var walk = new NeedWalk(ancestors.Part, issued, grants);
        foreach (var (first, last, (identity, fromConsole)) in uses) walk.Use(identity, fromConsole, first, last);
        walk.Run();
        Take(walk, created);
    }

    private void Take(NeedWalk walk, Dictionary<string, long> created)
    {
        _issued.UnionWith(walk.Issued.Select(c => c.Id.ToString()));
        _grants.UnionWith(walk.Grants.Select(g => g.Id.ToString()));
        _identities.UnionWith(walk.Revealing);
        _identities.UnionWith(walk.People);
        foreach (var (role, at) in walk.Created) created[role] = Math.Min(created.GetValueOrDefault(role, long.MaxValue), at);
    }

    /// <summary>Of each role the policy in force when the first session of it that remains was created, the one before, and all later ones.</summary>
    private void AddPolicies(Snapshot snapshot, long time, Dictionary<string, long> created)
    {
        var changes = snapshot.Ask("SELECT p.id, p.time, p.account, lower(p.role) FROM {s}.policies p", row => (Id: row.GetString(0), Time: row.GetInt64(1), Account: row.GetString(2), Role: row.GetString(3)));
        foreach (var role in changes.Distinct().GroupBy(c => (c.Account, c.Role)))
        {
            var from = Math.Min(time, created.GetValueOrDefault(role.Key.Role, long.MaxValue));
            var ordered = role.OrderBy(c => c.Time).ThenBy(c => c.Id, StringComparer.Ordinal).ToList();
            // PolicyHistory looks one change further back than the one in force.
            var earlier = ordered.Count(c => c.Time <= from);
            _policies.UnionWith(ordered.Skip(Math.Max(0, earlier - 2)).Select(c => c.Id));
        }
    }
}
