namespace Namesake.Sessions.Events;

/// <summary>Tells identities, each with whether its events came from a console session, by what they say rather than by which object says it.</summary>
public sealed class UserIdentityContent : IEqualityComparer<(UserIdentity Identity, bool FromConsole)>
{
    public static readonly UserIdentityContent Instance = new();

    public bool Equals((UserIdentity Identity, bool FromConsole) x, (UserIdentity Identity, bool FromConsole) y) =>
        x.FromConsole == y.FromConsole && UserIdentityOrder.Instance.Compare(x.Identity, y.Identity) == 0;

    public int GetHashCode((UserIdentity Identity, bool FromConsole) obj) =>
        HashCode.Combine(obj.Identity.AccessKeyId, obj.Identity.PrincipalId, obj.Identity.CreationDate, obj.Identity.Arn, obj.Identity.InvokedBy, obj.FromConsole);

    /// <summary>Ordinal, what is there before what is not.</summary>
    public static int CompareText(string? a, string? b) => UserIdentityOrder.CompareText(a, b);

    /// <summary>The same order of two deliveries of one event, whichever came first: the fuller before the emptier.</summary>
    public static int Compare((UserIdentity Identity, bool FromConsole) x, (UserIdentity Identity, bool FromConsole) y) =>
        UserIdentityOrder.Instance.Compare(x.Identity, y.Identity) is var byIdentity and not 0 ? byIdentity : y.FromConsole.CompareTo(x.FromConsole);
}
