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

    /// <param name="e">An event without an error.</param>
    /// <param name="sharedEventId">Its sharedEventID.</param>
    /// <param name="request">Its requestParameters, one JSON value or nothing.</param>
    /// <param name="response">Its responseElements, one JSON value.</param>
    public static IssuedCredential? Read(in TrailEvent e, string? sharedEventId, ReadOnlySpan<byte> request, ReadOnlySpan<byte> response)
    {
        if (e.Source != "sts.amazonaws.com" || !Names.Contains(e.Name)) return null;
        var asked = Flat.Read(request);
        var given = Flat.Read(response);
        var key = given("credentials/accessKeyId");
        var principal = given("assumedRoleUser/assumedRoleId") ?? given("federatedUser/federatedUserId");
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
            RoleArn = asked("roleArn"),
            PrincipalId = principal,
            SessionName = asked("roleSessionName") ?? asked("name") ?? Tail(given("assumedRoleUser/arn")),
            SourceIdentity = given("sourceIdentity") ?? asked("sourceIdentity"),
        };
    }

    private static string? Tail(string? arn) => arn?[(arn.LastIndexOf('/') + 1)..];
}
