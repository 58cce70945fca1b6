using DuckDB.NET.Data;
using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;
using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Asking;

/// <summary>An identity of a segment, what was done under it in the time asked for, and who is behind it.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Identity">The identity.</param>
/// <param name="FromConsole">Whether its credential came from a console session.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="First">The time of the first, in milliseconds since 1970.</param>
/// <param name="Last">The time of the last.</param>
/// <param name="Origin">Who is behind it; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="Complete">False when the origin is itself a session whose issuing event is not at hand.</param>
/// <param name="Varies">Whether this is the answer for its first event only, others having others.</param>
/// <param name="Granted">The event of the sign-in grant through which the person acts.</param>
/// <param name="Contradiction">A name that says otherwise than the keys.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Hops">How many issuing events lead back to the origin.</param>
internal sealed record AnsweredIdentity(
    IdentityPlace Place, UserIdentity Identity, bool FromConsole, long Events, long First, long Last,
    Origin? Origin, Evidence Evidence, bool Complete, bool Varies, string? Granted, string? Contradiction, string Reason, long Hops)
{
    public const string Columns =
        $$"""
        {n}, d.number, d.events, d.first, d.last, a.evidence, a.complete, a.varies, a.origin_type, a.origin_arn, a.origin_account, a.origin_name, a.origin_id, a.origin_service,
        a.granted, a.contradiction, a.reason, len(a.chain), {{SegmentTables.IdentityColumns}}
        """;

    /// <summary>What acts, where it is no person.</summary>
    public Workload? Workload => Workload.OfSession(Identity, Hops == 1 ? Origin : null, null);

    /// <param name="row">A row with <see cref="Columns"/>.</param>
    public static AnsweredIdentity Read(DuckDBDataReader row)
    {
        var (identity, fromConsole) = IdentityRow.Read(row, 18);
        return new(
            new IdentityPlace(row.GetInt32(0), row.GetInt32(1)), identity, fromConsole, row.GetInt32(2), row.GetInt64(3), row.GetInt64(4),
            row.Text(8) is { } type ? new Origin(type, row.Text(9), row.Text(10), row.Text(11), row.Text(12), row.Text(13)) : null,
            (Evidence)row.GetByte(5), row.GetBoolean(6), row.GetBoolean(7), row.Text(14), row.Text(15), row.GetString(16), row.GetInt64(17));
    }
}
