using Namesake.Sessions.Events;

namespace Namesake.Sessions.Attributions;

/// <summary>A credential with which nothing was done, as the event that would show it.</summary>
public static class UnusedCredential
{
    public static TrailEvent Of(IssuedCredential issued) => new()
    {
        Id = issued.Id,
        Time = issued.Time,
        Name = issued.EventName,
        Source = "sts.amazonaws.com",
        Region = issued.Region,
        RecipientAccount = issued.RecipientAccount,
        SourceAddress = issued.SourceAddress,
        Identity = new UserIdentity
        {
            Type = issued.EventName == "GetFederationToken" ? "FederatedUser" : issued.RoleArn is null ? issued.Caller.Type : "AssumedRole",
            Arn = SessionArnOf(issued),
            PrincipalId = issued.PrincipalId,
            AccessKeyId = issued.AccessKeyId,
            CreationDate = issued.Time,
        },
    };

    /// <summary>The ARN that events of the session would show.</summary>
    public static string? SessionArnOf(IssuedCredential issued)
    {
        var parts = issued.RoleArn?.Split(':', 6);
        return parts is not { Length: 6 } || issued.SessionName is null ? null
            : $"{parts[0]}:{parts[1]}:sts::{parts[4]}:assumed-role/{parts[5][(parts[5].LastIndexOf('/') + 1)..]}/{issued.SessionName}";
    }
}
