using System.Security.Cryptography;
using System.Text;

namespace Namesake.Sessions.Events;

/// <summary>A change of a role's trust policy: CreateRole, UpdateAssumeRolePolicy or DeleteRole; or a look at it, which only says how it was.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html</remarks>
/// <param name="Id">The event; of a look, what tells it from others.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="EventName">CreateRole, UpdateAssumeRolePolicy, DeleteRole, or Snapshot.</param>
/// <param name="Account">The role's account.</param>
/// <param name="RoleName">The role's name, which is unique in its account without regard to case.</param>
/// <param name="Document">The trust policy from then on; null where the role was deleted, or the log hides it.</param>
public sealed record PolicyChange(EventId Id, long Time, string EventName, string Account, string RoleName, string? Document)
{
    public const string Snapshot = "Snapshot";

    /// <summary>A look at a role's trust policy. The same look, told twice, is equal to itself.</summary>
    public static PolicyChange Seen(long time, string account, string roleName, string document)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{time}\n{account}\n{roleName.ToLowerInvariant()}\n{document}"));
        return new PolicyChange(new EventId($"look-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}"), time, Snapshot, account, roleName, document);
    }
}
