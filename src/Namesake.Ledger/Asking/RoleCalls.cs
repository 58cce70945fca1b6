using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Ledger.Asking;

/// <summary>A call that assumed a role, and who is behind its caller.</summary>
/// <param name="Issued">What it issued, with what its event tells of the call where that was kept.</param>
/// <param name="Caller">The answer for the caller at the time of the call.</param>
public sealed record RoleCall(IssuedCredential Issued, Answer Caller);

/// <summary>The calls by which a role was assumed. What was refused is not among them: its events do not name the role.</summary>
public static class RoleCalls
{
    /// <param name="reader">The ledger.</param>
    /// <param name="account">The role's account.</param>
    /// <param name="role">The role's name.</param>
    /// <param name="since">From when on, in milliseconds since 1970.</param>
    /// <param name="until">Before when.</param>
    /// <returns>Each call once, though both accounts logged it, in the order of time.</returns>
    public static IReadOnlyList<RoleCall> Find(LedgerReader reader, string account, string role, long since, long until)
    {
        var issued = Credentials.Issued(reader, new Filter { Account = account, Role = role, Since = since, Until = until }, withCalls: true);
        var callers = Credentials.Callers(reader, issued);
        return [.. issued.Select(c => new RoleCall(c, callers(c)))];
    }
}
