using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Tells the events by which STS issues credentials, and reads what they issued.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html</remarks>
internal static class IssuingEvents
{
    // GetSigninToken also answers with credentials, but they are the caller's own: it issues nothing.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "GetSessionToken", "GetFederationToken",
    };

    private static readonly Flat Response =
        new("credentials/accessKeyId", "assumedRoleUser/assumedRoleId", "federatedUser/federatedUserId", "assumedRoleUser/arn", "sourceIdentity");

    private static readonly Flat Request = new("roleArn", "roleSessionName", "name", "sourceIdentity");

    /// <param name="e">An event without an error.</param>
    /// <param name="sharedEventId">Its sharedEventID.</param>
    /// <param name="request">Its requestParameters, one JSON value or nothing.</param>
    /// <param name="response">Its responseElements, one JSON value.</param>
    /// <param name="texts">For texts that come again: roles and session names do.</param>
    public static IssuedCredential? Read(in TrailEvent e, string? sharedEventId, ReadOnlySpan<byte> request, ReadOnlySpan<byte> response, TextPool texts)
    {
        if (e.Source != "sts.amazonaws.com" || !Names.Contains(e.Name)) return null;
        if (Response.Read(response, texts) is not [var key, var roleId, var federatedId, var sessionArn, var givenIdentity]) return null;
        if (Request.Read(request, texts) is not [var roleArn, var sessionName, var name, var askedIdentity]) return null;
        var principal = roleId ?? federatedId;
        if (key is null && principal is null) return null;
        return new IssuedCredential
        {
            Id = e.Id,
            Time = e.Time,
            EventName = e.Name,
            Region = e.Region,
            RecipientAccount = e.RecipientAccount,
            SourceAddress = e.SourceAddress,
            SharedEventId = sharedEventId,
            FromConsole = e.FromConsole,
            Caller = e.Identity,
            AccessKeyId = key,
            RoleArn = roleArn,
            PrincipalId = principal,
            SessionName = sessionName ?? name ?? Tail(sessionArn),
            SourceIdentity = givenIdentity ?? askedIdentity,
        };
    }

    private static string? Tail(string? arn) => arn?[(arn.LastIndexOf('/') + 1)..];
}
