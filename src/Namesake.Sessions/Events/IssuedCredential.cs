namespace Namesake.Sessions.Events;

/// <summary>
/// A credential that STS issued, as its issuing event tells it: AssumeRole, AssumeRoleWithSAML,
/// AssumeRoleWithWebIdentity, AssumeRoot, GetSessionToken or GetFederationToken without an error.
/// </summary>
public sealed record IssuedCredential
{
    public required EventId Id { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long Time { get; init; }

    public required string EventName { get; init; }

    public string? Region { get; init; }

    public string? RecipientAccount { get; init; }

    public string? SourceAddress { get; init; }

    /// <summary>Ties the copies that both accounts of a cross-account call log.</summary>
    public string? SharedEventId { get; init; }

    public bool FromConsole { get; init; }

    /// <summary>Who asked for it.</summary>
    public required UserIdentity Caller { get; init; }

    /// <summary>The key that was issued; null where the log hides it.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Whether the log shows the key that was issued.</summary>
    public bool HasKey => UserIdentity.IsKey(AccessKeyId);

    /// <summary>The role, where one was assumed.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The principal id that events of the session show: assumedRoleId, or federatedUserId.</summary>
    public string? PrincipalId { get; init; }

    public string? SessionName { get; init; }

    public string? SourceIdentity { get; init; }

    /// <summary>What else the event tells of the call; null where that was not kept.</summary>
    public CallDetails? Call { get; init; }

    private const long Second = 1_000;
    private const long Hour = 3_600 * Second;

    /// <summary>A session's events may come a little after its end: calls that take long, clocks that differ.</summary>
    private const long Slack = 300 * Second;

    /// <summary>The longest of all <see cref="LongestLife"/>s.</summary>
    public const long LongestOfAll = Slack + 36 * Hour;

    /// <summary>How long the credential can have been in use, in milliseconds, by what AWS allows for its kind.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html</remarks>
    public long LongestLife => Slack + EventName switch
    {
        "GetSessionToken" or "GetFederationToken" => LongestOfAll - Slack,
        "AssumeRoot" => Hour,
        _ when Caller.IsRoleSession || Caller.IsOtherAccountsRole => Hour,
        _ => 12 * Hour,
    };

    /// <summary>Whether an event of this time can have been made with it. An event may bear the second before its issuing event's.</summary>
    public bool CouldServeAt(long time) => time >= Time - Second && time <= Time + LongestLife;

    /// <summary>Whether a session of this creation date is the one that was issued here; it may be a second before the event's time.</summary>
    public bool CreatedAt(long creationDate) => (Time / Second) - (creationDate / Second) is 0 or 1;

    /// <summary>Whether events of this identity can be of the session that was issued here.</summary>
    public bool IsOf(UserIdentity identity) => EventName switch
    {
        // The user stays who he is.
        "GetSessionToken" => identity.IsSession == Caller.IsSession && (Caller.PrincipalId is null || identity.PrincipalId is null || Caller.PrincipalId == identity.PrincipalId),
        "AssumeRoot" => identity.RoleName is null,
        _ when PrincipalId is not null && identity.PrincipalId is not null => PrincipalId == identity.PrincipalId,
        _ when RoleArn is not null && identity.RoleArn is not null => SameRole(RoleArn, identity.RoleArn),
        "GetFederationToken" => identity.Type is null or "FederatedUser",
        _ => identity.Type is not ("IAMUser" or "Root" or "FederatedUser"),
    };

    // A session's own ARN shows its role without the path.
    private static bool SameRole(string a, string b) =>
        a == b || a[(a.LastIndexOf('/') + 1)..] == b[(b.LastIndexOf('/') + 1)..] && a.Split(':') is { Length: > 4 } x && b.Split(':') is { Length: > 4 } y && x[4] == y[4];
}
