using Namesake.Sessions.Events;

namespace Namesake.Sessions.Tests.World;

/// <summary>Readers share no objects: what one part holds of a log is equal to what another holds, never the same.</summary>
internal static class Copying
{
    /// <summary>The same deliveries as another reader would have them.</summary>
    public static IEnumerable<Delivery> Reread(this IEnumerable<Delivery> deliveries)
    {
        var known = new Dictionary<UserIdentity, UserIdentity>(ReferenceEqualityComparer.Instance);
        return [.. deliveries.Select(d => d with
        {
            Event = d.Event with { Identity = Copy(d.Event.Identity) },
            Issued = d.Issued is null ? null : d.Issued with { Caller = Copy(d.Issued.Caller) },
            Grant = d.Grant is null ? null : d.Grant with { Caller = Copy(d.Grant.Caller) },
        })];

        UserIdentity Copy(UserIdentity identity) => known.TryGetValue(identity, out var copy) ? copy : known[identity] = Duplicate(identity);
    }

    private static UserIdentity Duplicate(UserIdentity i) => new()
    {
        Type = i.Type, Arn = i.Arn, AccountId = i.AccountId, UserName = i.UserName, PrincipalId = i.PrincipalId, AccessKeyId = i.AccessKeyId,
        InvokedBy = i.InvokedBy, IdentityProvider = i.IdentityProvider, CreationDate = i.CreationDate, FromConsole = i.FromConsole,
        SessionIssuerType = i.SessionIssuerType, SessionIssuerArn = i.SessionIssuerArn, SessionIssuerPrincipalId = i.SessionIssuerPrincipalId,
        SessionIssuerUserName = i.SessionIssuerUserName, SourceIdentity = i.SourceIdentity, SignInSessionArn = i.SignInSessionArn,
        OnBehalfOfUser = i.OnBehalfOfUser, OnBehalfOfStore = i.OnBehalfOfStore,
    };
}
