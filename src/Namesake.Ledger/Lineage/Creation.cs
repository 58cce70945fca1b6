using System.Globalization;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Lineage;

/// <summary>
/// How sessions that are told by their creation, and not by their key, are looked for: by principal and second. A role that
/// somebody assumes each day has many sessions of one principal, and each has one creation.
/// </summary>
internal static class Creation
{
    /// <summary>The texts of identities (d), as a query finds them.</summary>
    public const string OfIdentity = "d.principal_id || ' ' || (d.created // 1000)";

    /// <summary>The texts of issued credentials (i).</summary>
    public const string OfIssued = "i.principal_id || ' ' || (i.time // 1000)";

    private const long Second = 1_000;

    /// <summary>An identity's own; null where it is told by its key.</summary>
    public static string? Of(UserIdentity identity, bool fromConsole) =>
        identity is { PrincipalId: { } principal, CreationDate: { } created } && identity.IsToldByCreation(fromConsole) ? Text(principal, created) : null;

    public static string? Of(IssuedCredential credential) => credential.PrincipalId is { } principal ? Text(principal, credential.Time) : null;

    /// <summary>The issuing event that follows a creation by a second, as it may (<see cref="IssuedCredential.CreatedAt"/>).</summary>
    public static string? ASecondAfter(UserIdentity identity, bool fromConsole) =>
        Of(identity, fromConsole) is null ? null : Text(identity.PrincipalId!, identity.CreationDate!.Value + Second);

    /// <summary>The creations that an issuing event may have made.</summary>
    public static IEnumerable<string> MadeBy(string? principal, long time) => principal is null ? [] : [Text(principal, time), Text(principal, time - Second)];

    private static string Text(string principal, long time) => string.Create(CultureInfo.InvariantCulture, $"{principal} {time / Second}");
}
