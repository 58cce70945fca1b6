using DuckDB.NET.Data;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Storage;

/// <summary>Reads an issued credential, a grant or a change of policy from a query's row.</summary>
internal static class IssuedRow
{
    /// <summary>How many columns <see cref="SegmentTables.IssuedColumns"/> are.</summary>
    public const int Columns = 12;

    /// <param name="row">A row with <see cref="SegmentTables.IssuedColumns"/>.</param>
    /// <param name="at">The first of them.</param>
    /// <param name="caller">Who asked for it.</param>
    public static IssuedCredential Read(DuckDBDataReader row, int at, (UserIdentity Identity, bool FromConsole) caller) => Reading(row, at)(caller);

    /// <summary>Reads all but the caller, who is told afterwards.</summary>
    public static Func<(UserIdentity Identity, bool FromConsole), IssuedCredential> Reading(DuckDBDataReader row, int at)
    {
        var credential = Reading(row, at, UserIdentity.None);
        return caller => credential with { Caller = caller.Identity, FromConsole = caller.FromConsole };
    }

    private static IssuedCredential Reading(DuckDBDataReader row, int at, UserIdentity caller) => new()
    {
        Id = new EventId(row.GetString(at)),
        Time = row.GetInt64(at + 1),
        EventName = row.GetString(at + 2),
        Region = row.Text(at + 3),
        RecipientAccount = row.Text(at + 4),
        SourceAddress = row.Text(at + 5),
        SharedEventId = row.Text(at + 6),
        AccessKeyId = row.Text(at + 7),
        RoleArn = row.Text(at + 8),
        PrincipalId = row.Text(at + 9),
        SessionName = row.Text(at + 10),
        SourceIdentity = row.Text(at + 11),
        Caller = caller,
    };

    /// <param name="row">A row with the columns of the caller, then the grant's id, time, minted session, resource and address.</param>
    public static SignInGrant ReadGrant(DuckDBDataReader row) => ReadingGrant(row, IdentityRow.Columns)(IdentityRow.Read(row, 0));

    /// <summary>Reads all of a grant but the caller, who is told afterwards.</summary>
    public static Func<(UserIdentity Identity, bool FromConsole), SignInGrant> ReadingGrant(DuckDBDataReader row, int at)
    {
        var (id, time, minted, resource, address) = (new EventId(row.GetString(at)), row.GetInt64(at + 1), row.GetString(at + 2), row.Text(at + 3), row.Text(at + 4));
        return caller => new SignInGrant(id, time, minted, resource, caller.FromConsole, caller.Identity, address);
    }

    /// <param name="row">A row with <see cref="SegmentTables.WorkloadColumns"/>.</param>
    /// <param name="at">The first of them.</param>
    /// <param name="caller">Who did it.</param>
    public static WorkloadEvent ReadWorkload(DuckDBDataReader row, int at, (UserIdentity Identity, bool FromConsole) caller) => new(
        new EventId(row.GetString(at)), row.GetInt64(at + 1), row.GetString(at + 2), row.GetString(at + 3), row.GetString(at + 4), row.GetString(at + 5), row.Text(at + 6),
        caller.Identity, caller.FromConsole, row.Text(at + 7));

    /// <param name="row">A row with the change's id, time, event, account, role and document.</param>
    public static PolicyChange ReadPolicy(DuckDBDataReader row) =>
        new(new EventId(row.GetString(0)), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Text(5));
}
