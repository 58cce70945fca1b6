using Namesake.Ledger.Lineage;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;

namespace Namesake.Ledger.Asking;

/// <summary>A credential that STS issued, and what was done with it.</summary>
/// <param name="Issued">The credential. Its caller is who asked for it.</param>
/// <param name="Person">Who is behind the caller; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="Events">How many events were made with it.</param>
/// <param name="First">The time of the first, in milliseconds since 1970.</param>
/// <param name="Last">The time of the last.</param>
public sealed record CredentialRow(IssuedCredential Issued, Origin? Person, Evidence Evidence, long Events, long? First, long? Last);

/// <summary>The credentials that were issued, the latest first.</summary>
public static class Credentials
{
    private const string Query =
        $"SELECT {SegmentTables.IdentityColumns}, {SegmentTables.IssuedColumns} FROM {{s}}.issued i JOIN {{s}}.identities d ON d.number = i.caller WHERE ";

    /// <param name="reader">The ledger.</param>
    /// <param name="filter">Which: by role, session name, account of the role, person behind the caller, and time of issue. Nothing else of it counts.</param>
    /// <param name="limit">How many are shown at most.</param>
    public static Listing<CredentialRow> Find(LedgerReader reader, Filter filter, int limit)
    {
        var issued = Issued(reader, filter);
        var callers = Callers(reader, issued);
        var answered = issued.Select(c => (Issued: c, Answer: callers(c))).Where(c => filter.Person is not { } person || c.Answer.Origin is { } origin && person.Matches(origin)).Reverse().ToList();
        var shown = answered.Take(limit).ToList();
        var uses = new CredentialUses(reader, shown.ConvertAll(c => c.Issued));
        return new Listing<CredentialRow>([.. shown.Select(c => ToRow(c.Issued, c.Answer, uses))], answered.Count);
    }

    private static CredentialRow ToRow(IssuedCredential issued, Answer answer, CredentialUses uses)
    {
        var (events, first, last) = uses.Of(issued);
        return new CredentialRow(issued, answer.Origin, answer.Evidence, events, first, last);
    }

    /// <summary>The credentials in the order of time.</summary>
    /// <param name="reader">The ledger.</param>
    /// <param name="filter">Which; as of <see cref="Find"/>, but for the person.</param>
    /// <param name="withCalls">Whether what their events tell of the calls is wanted.</param>
    internal static List<IssuedCredential> Issued(LedgerReader reader, Filter filter, bool withCalls = false)
    {
        var (conditions, parameters) = ("true", new List<(string, object?)>());
        Add(filter.Since, " AND i.time >= $since", "since");
        Add(filter.Until, " AND i.time < $until", "until");
        Add(filter.AccessKey, " AND i.access_key = $key", "key");
        Add(filter.Role?.ToLowerInvariant(), " AND (lower(i.role_arn) = $role OR lower(split_part(i.role_arn, '/', -1)) = $role)", "role");
        Add(filter.SessionName?.ToLowerInvariant(), " AND lower(i.session_name) = $name", "name");
        Add(filter.Account, " AND split_part(i.role_arn, ':', 5) = $account", "account");
        var issued = reader.Snapshot.Ask(Query + conditions, row => IssuedRow.Read(row, IdentityRow.Columns, IdentityRow.Read(row, 0)), [.. parameters]);
        return [.. new IssuedIndex(withCalls ? issued.Select(CallRows.Of(reader.Snapshot, reader.Snapshot.Segments, conditions, [.. parameters]).Told) : issued).All];

        void Add(object? value, string condition, string name)
        {
            if (value is null) return;
            conditions += condition;
            parameters.Add((name, value));
        }
    }

    /// <summary>Who is behind the callers, each at the time of the call.</summary>
    internal static Func<IssuedCredential, Answer> Callers(LedgerReader reader, IReadOnlyCollection<IssuedCredential> issued)
    {
        // Who asked is answered for the time of asking: the caller may have had other credentials under the same key.
        var ancestors = new Ancestors(reader.Snapshot);
        ancestors.Add([], issued, []);
        var attributor = new Attributor(new Trail([ancestors.Part]));
        return credential => attributor.Of(credential.Caller, credential.FromConsole, credential.Time);
    }
}
