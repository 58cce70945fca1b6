using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads a userIdentity object.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html</remarks>
internal static class UserIdentityReader
{
    private static readonly string[] Paths =
    [
        "type",
        "arn",
        "accountId",
        "userName",
        "principalId",
        "accessKeyId",
        "invokedBy",
        "identityProvider",
        "sessionContext/attributes/creationDate",
        "sessionContext/attributes/sessionCredentialFromConsole",
        "sessionContext/sessionIssuer/type",
        "sessionContext/sessionIssuer/arn",
        "sessionContext/sessionIssuer/principalId",
        "sessionContext/sessionIssuer/userName",
        "sessionContext/sourceIdentity",
        "sessionContext/signInSessionArn",
        "signInSessionArn",
        "onBehalfOf/userId",
        "onBehalfOf/identityStoreArn",
    ];

    /// <param name="json">One complete JSON value. Anything but an object is read as nobody.</param>
    public static UserIdentity Read(ReadOnlySpan<byte> json)
    {
        var found = Flat.Read(json, Paths);
        string? Get(string path) => found[Array.IndexOf(Paths, path)];
        return new UserIdentity
        {
            Type = Get("type"),
            Arn = Get("arn"),
            AccountId = Get("accountId"),
            UserName = Get("userName"),
            PrincipalId = Get("principalId"),
            AccessKeyId = Get("accessKeyId"),
            InvokedBy = Get("invokedBy"),
            IdentityProvider = Get("identityProvider"),
            CreationDate = EventTime.Parse(Get("sessionContext/attributes/creationDate")),
            FromConsole = Get("sessionContext/attributes/sessionCredentialFromConsole") == "true",
            SessionIssuerType = Get("sessionContext/sessionIssuer/type"),
            SessionIssuerArn = Get("sessionContext/sessionIssuer/arn"),
            SessionIssuerPrincipalId = Get("sessionContext/sessionIssuer/principalId"),
            SessionIssuerUserName = Get("sessionContext/sessionIssuer/userName"),
            SourceIdentity = Get("sessionContext/sourceIdentity"),
            SignInSessionArn = Get("sessionContext/signInSessionArn") ?? Get("signInSessionArn"),
            OnBehalfOfUser = Get("onBehalfOf/userId"),
            OnBehalfOfStore = Get("onBehalfOf/identityStoreArn"),
        };
    }
}
