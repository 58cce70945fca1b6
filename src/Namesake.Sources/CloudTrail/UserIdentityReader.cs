using System.Diagnostics;
using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads a userIdentity object.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html</remarks>
internal static class UserIdentityReader
{
    private static readonly Flat Paths = new(
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
        "inScopeOf/credentialsIssuedTo",
        "sessionContext/ec2RoleDelivery");

    /// <param name="json">One complete JSON value. Anything but an object is read as nobody.</param>
    /// <param name="texts">For texts that come again: a role's and an account's do in each of its sessions.</param>
    public static UserIdentity Read(ReadOnlySpan<byte> json, TextPool texts)
    {
        if (Paths.Read(json, texts) is not
            [
                var type, var arn, var account, var user, var principal, var key, var service, var provider,
                var created, var fromConsole, var issuerType, var issuerArn, var issuerPrincipal, var issuerName,
                var sourceIdentity, var signInSession, var ownSignInSession, var onBehalfOf, var store, var issuedTo, var delivery,
            ])
            throw new UnreachableException();
        return new UserIdentity
        {
            Type = type,
            Arn = arn,
            AccountId = account,
            UserName = user,
            PrincipalId = principal,
            AccessKeyId = key,
            InvokedBy = service,
            IdentityProvider = provider,
            CreationDate = EventTime.Parse(created),
            FromConsole = fromConsole == "true",
            SessionIssuerType = issuerType,
            SessionIssuerArn = issuerArn,
            SessionIssuerPrincipalId = issuerPrincipal,
            SessionIssuerUserName = issuerName,
            SourceIdentity = sourceIdentity,
            SignInSessionArn = signInSession ?? ownSignInSession,
            OnBehalfOfUser = onBehalfOf,
            OnBehalfOfStore = store,
            IssuedTo = issuedTo,
            Ec2RoleDelivery = delivery,
        };
    }
}
