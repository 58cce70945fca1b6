using DuckDB.NET.Data;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Storage;

/// <summary>Reads an identity from a query's row.</summary>
internal static class IdentityRow
{
    /// <summary>How many columns <see cref="SegmentTables.IdentityColumns"/> are.</summary>
    public const int Columns = 21;

    /// <param name="row">A row with <see cref="SegmentTables.IdentityColumns"/>.</param>
    /// <param name="at">The first of them.</param>
    public static (UserIdentity Identity, bool FromConsole) Read(DuckDBDataReader row, int at)
    {
        string? Next() => row.Text(++at);
        var fromConsole = row.GetBoolean(at);
        return (new UserIdentity
        {
            Type = Next(),
            Arn = Next(),
            AccountId = Next(),
            UserName = Next(),
            PrincipalId = Next(),
            AccessKeyId = Next(),
            InvokedBy = Next(),
            IdentityProvider = Next(),
            CreationDate = row.IsDBNull(++at) ? null : row.GetInt64(at),
            FromConsole = row.GetBoolean(++at),
            SessionIssuerType = Next(),
            SessionIssuerArn = Next(),
            SessionIssuerPrincipalId = Next(),
            SessionIssuerUserName = Next(),
            SourceIdentity = Next(),
            SignInSessionArn = Next(),
            OnBehalfOfUser = Next(),
            OnBehalfOfStore = Next(),
            IssuedTo = Next(),
            Ec2RoleDelivery = Next(),
        }, fromConsole);
    }

    public static string? Text(this DuckDBDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    public static long? Number(this DuckDBDataReader row, int at) => row.IsDBNull(at) ? null : row.GetInt64(at);
}
