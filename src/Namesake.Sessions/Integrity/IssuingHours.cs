using System.Collections.Immutable;
using Namesake.Sessions.Events;

namespace Namesake.Sessions.Integrity;

/// <summary>When and where a session can have been issued whose issuing event is not at hand.</summary>
/// <param name="Account">The session's account: its log has the call, whoever made it.</param>
/// <param name="Used">A Region in which the session was used; SDKs take the endpoint of their own Region.</param>
/// <param name="IsGlobal">Whether there is a global endpoint, which logs in us-east-1.</param>
/// <param name="From">When at the earliest, in milliseconds since 1970.</param>
/// <param name="Until">When at the latest.</param>
public sealed record IssuingHours(string Account, string? Used, bool IsGlobal, long From, long Until)
{
    private const long Second = 1_000;
    private const long Hour = 3_600 * Second;
    private const string GlobalRegion = "us-east-1";

    /// <param name="identity">Who acted.</param>
    /// <param name="time">When, in milliseconds since 1970.</param>
    /// <param name="region">Where.</param>
    /// <returns>Null for what is no session, or of an account that is not told.</returns>
    /// <remarks>How long sessions live: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html</remarks>
    public static IssuingHours? Of(UserIdentity identity, long time, string? region)
    {
        if (identity is not { IsSession: true, AccountId: { } account }) return null;
        var isGlobal = identity.Arn?.StartsWith("arn:aws:", StringComparison.Ordinal) != false;
        // The event may bear the second after the session's creation date (semantics, section 3).
        return identity.CreationDate is { } created
            ? new(account, region, isGlobal, created, created + Second)
            : new(account, region, isGlobal, time - (identity.Type == "FederatedUser" ? 36 : 12) * Hour, time);
    }

    /// <summary>What is known of the logs of these hours: of the Regions where STS may have logged it, as far as anything tells.</summary>
    public MissingIssue In(Completeness completeness)
    {
        ImmutableArray<string> regions =
        [
            .. completeness.Trails.Where(t => t.Account == Account).Select(t => t.Region).Append(Used).Append(IsGlobal ? GlobalRegion : null)
                .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        var worst = regions.Select(r => (Region: r, Found: completeness.Of(Account, r, From, Until))).MaxBy(r => r.Found.State);
        return regions.IsEmpty ? new(Account, [], From, Until, CoverageState.Undecided, "no-place", null)
            : new(Account, regions, From, Until, worst.Found.State, worst.Found.Code, worst.Found.State == CoverageState.Proved ? null : worst.Region);
    }
}
