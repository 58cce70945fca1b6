using Namesake.Sessions.Events;

namespace Namesake.Sessions.Tests.World;

/// <summary>The definition of key evidence once more, as naively as it can be written.</summary>
internal static class KeyChain
{
    /// <returns>The ids of the issuing events from the action back, or null where a key has several, or none for the first, or they go round.</returns>
    public static string? Of(IEnumerable<IssuedCredential> all, TrailEvent e)
    {
        var chain = new List<IssuedCredential>();
        for (var (identity, time, console) = (e.Identity, e.Time, e.FromConsole); ; (identity, time, console) = (chain[^1].Caller, chain[^1].Time, chain[^1].FromConsole))
        {
            var shown = identity.AccessKeyId?.StartsWith("ASIA*", StringComparison.Ordinal) == false;
            var fitting = shown ? all.Where(c => Fits(c, identity, time)).ToList() : [];
            if (fitting.Count == 0) return chain.Count == 0 || (console || !shown || identity.InvokedBy is not null) && GoesOnByCreationDate(identity, all, time) ? null : AnswerText.Ids(chain);
            if (fitting.Count > 1 || chain.Contains(fitting[0])) return null;
            chain.Add(fitting[0]);
        }
    }

    // A hop that creation dates would carry on is a matter of session evidence.
    private static bool GoesOnByCreationDate(UserIdentity identity, IEnumerable<IssuedCredential> all, long time) =>
        identity.IsSession && all.Any(c => c.PrincipalId == identity.PrincipalId && InTime(c, time) && c.Time - identity.CreationDate is >= 0 and <= At.Second);

    private static bool Fits(IssuedCredential c, UserIdentity identity, long time)
    {
        if (c.AccessKeyId != identity.AccessKeyId || !InTime(c, time)) return false;
        if (c.EventName == "GetSessionToken") return identity.IsSession == c.Caller.IsSession && (c.Caller.PrincipalId is null || c.Caller.PrincipalId == identity.PrincipalId);
        return identity.Type == "AssumedRole" && (c.PrincipalId is null ? c.RoleArn == identity.RoleArn : c.PrincipalId == identity.PrincipalId);
    }

    private static bool InTime(IssuedCredential c, long time)
    {
        var life = c.EventName == "GetSessionToken" ? 36 * At.Hour
            : c.Caller.Type == "AssumedRole" || c.Caller.PrincipalId?.StartsWith("AROA", StringComparison.Ordinal) == true ? At.Hour
            : 12 * At.Hour;
        return time >= c.Time - At.Second && time <= c.Time + life + 5 * At.Minute;
    }
}
