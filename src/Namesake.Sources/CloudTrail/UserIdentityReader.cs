using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads a userIdentity object.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html</remarks>
internal static class UserIdentityReader
{
    /// <param name="json">One complete JSON value. Anything but an object is read as nobody.</param>
    public static UserIdentity Read(ReadOnlySpan<byte> json)
    {
        var get = Flat.Read(json);
        return new UserIdentity
        {
            Type = get("type"),
            Arn = get("arn"),
            AccountId = get("accountId"),
            UserName = get("userName"),
            PrincipalId = get("principalId"),
            AccessKeyId = get("accessKeyId"),
            InvokedBy = get("invokedBy"),
            IdentityProvider = get("identityProvider"),
            CreationDate = EventTime.Parse(get("sessionContext/attributes/creationDate")),
            FromConsole = get("sessionContext/attributes/sessionCredentialFromConsole") == "true",
            SessionIssuerType = get("sessionContext/sessionIssuer/type"),
            SessionIssuerArn = get("sessionContext/sessionIssuer/arn"),
            SessionIssuerPrincipalId = get("sessionContext/sessionIssuer/principalId"),
            SessionIssuerUserName = get("sessionContext/sessionIssuer/userName"),
            SourceIdentity = get("sessionContext/sourceIdentity"),
            SignInSessionArn = get("sessionContext/signInSessionArn") ?? get("signInSessionArn"),
            OnBehalfOfUser = get("onBehalfOf/userId"),
            OnBehalfOfStore = get("onBehalfOf/identityStoreArn"),
        };
    }
}
