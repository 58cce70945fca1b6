namespace Namesake.Sessions.Events;

/// <summary>A change of a role's trust policy: CreateRole, UpdateAssumeRolePolicy or DeleteRole; or a look at it, which only says how it was.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html</remarks>
/// <param name="Id">The event.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="EventName">CreateRole, UpdateAssumeRolePolicy, DeleteRole, or Snapshot.</param>
/// <param name="Account">The role's account.</param>
/// <param name="RoleName">The role's name, which is unique in its account without regard to case.</param>
/// <param name="Document">The trust policy from then on; null where the role was deleted, or the log hides it.</param>
public sealed record PolicyChange(EventId Id, long Time, string EventName, string Account, string RoleName, string? Document)
{
    public const string Snapshot = "Snapshot";
}
