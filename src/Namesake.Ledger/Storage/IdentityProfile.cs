using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Storage;

/// <summary>What many identities of a segment share: all of a <see cref="UserIdentity"/> but for its ARN, principal id, key and creation.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IdentityProfile(
    bool Console, string? Type, string? Account, string? UserName, string? InvokedBy, string? Provider, bool MarkedConsole,
    string? IssuerType, string? IssuerArn, string? IssuerId, string? IssuerName,
    string? SourceIdentity, string? SignInSession, string? BehalfUser, string? BehalfStore, string? IssuedTo, string? RoleDelivery)
{
    /// <summary>What <see cref="Read"/> reads, in order; the table is called <c>p</c>.</summary>
    public const string Columns =
        "p.console, p.type, p.account, p.user_name, p.invoked_by, p.provider, p.marked_console, p.issuer_type, p.issuer_arn, p.issuer_id, p.issuer_name, p.source_identity, p.sign_in_session, p.behalf_user, p.behalf_store, p.issued_to, p.role_delivery";

    public static IdentityProfile Of(UserIdentity identity, bool fromConsole) => new(
        fromConsole, identity.Type, identity.AccountId, identity.UserName, identity.InvokedBy, identity.IdentityProvider, identity.FromConsole,
        identity.SessionIssuerType, identity.SessionIssuerArn, identity.SessionIssuerPrincipalId, identity.SessionIssuerUserName,
        identity.SourceIdentity, identity.SignInSessionArn, identity.OnBehalfOfUser, identity.OnBehalfOfStore, identity.IssuedTo, identity.Ec2RoleDelivery);

    public static IdentityProfile Read(DuckDBDataReader row, int at) => new(
        row.GetBoolean(at), row.Text(at + 1), row.Text(at + 2), row.Text(at + 3), row.Text(at + 4), row.Text(at + 5), row.GetBoolean(at + 6),
        row.Text(at + 7), row.Text(at + 8), row.Text(at + 9), row.Text(at + 10), row.Text(at + 11), row.Text(at + 12), row.Text(at + 13), row.Text(at + 14), row.Text(at + 15), row.Text(at + 16));

    /// <summary>How long its texts are together.</summary>
    public long Characters => (long)LengthOf(Type) + LengthOf(Account) + LengthOf(UserName) + LengthOf(InvokedBy) + LengthOf(Provider) + LengthOf(IssuerType) + LengthOf(IssuerArn) + LengthOf(IssuerId)
        + LengthOf(IssuerName) + LengthOf(SourceIdentity) + LengthOf(SignInSession) + LengthOf(BehalfUser) + LengthOf(BehalfStore) + LengthOf(IssuedTo) + LengthOf(RoleDelivery);

    /// <summary>The identity that has this in common with others.</summary>
    public (UserIdentity Identity, bool FromConsole) With(in IdentityOwn own) => (new UserIdentity
    {
        Type = Type,
        Arn = own.Arn,
        AccountId = Account,
        UserName = UserName,
        PrincipalId = own.PrincipalId,
        AccessKeyId = own.AccessKeyId,
        InvokedBy = InvokedBy,
        IdentityProvider = Provider,
        CreationDate = own.CreationDate,
        FromConsole = MarkedConsole,
        SessionIssuerType = IssuerType,
        SessionIssuerArn = IssuerArn,
        SessionIssuerPrincipalId = IssuerId,
        SessionIssuerUserName = IssuerName,
        SourceIdentity = SourceIdentity,
        SignInSessionArn = SignInSession,
        OnBehalfOfUser = BehalfUser,
        OnBehalfOfStore = BehalfStore,
        IssuedTo = IssuedTo,
        Ec2RoleDelivery = RoleDelivery,
    }, Console);

    private static int LengthOf(string? text) => text?.Length ?? 0;
}

/// <summary>What is an identity's own, and the number of its <see cref="IdentityProfile"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IdentityOwn(int Profile, string? Arn, string? PrincipalId, string? AccessKeyId, long? CreationDate)
{
    /// <summary>What <see cref="Read"/> reads, in order; the table is called <c>u</c>.</summary>
    public const string Columns = "u.profile, u.arn, u.principal_id, u.access_key, u.created";

    public static IdentityOwn Read(DuckDBDataReader row, int at) => new(row.GetInt32(at), row.Text(at + 1), row.Text(at + 2), row.Text(at + 3), row.Number(at + 4));
}
