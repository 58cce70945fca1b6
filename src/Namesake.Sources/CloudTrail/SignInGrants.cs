using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads the grants of AWS Sign-In.</summary>
internal static class SignInGrants
{
    private static readonly Flat Session = new("signInSessionArn");
    private static readonly Flat Resource = new("resource");

    public static SignInGrant? Read(in TrailEvent e, ReadOnlySpan<byte> request, ReadOnlySpan<byte> response, ReadOnlySpan<byte> additional)
    {
        if (e.Source != "signin.amazonaws.com" || e.Name != "CreateOAuth2Token") return null;
        var minted = Session.Read(response)[0] ?? Session.Read(additional)[0];
        if (minted is null) return null;
        var resource = Resource.Read(request)[0];
        return new SignInGrant(e.Id, e.Time, minted, resource, e.FromConsole, e.Identity, e.SourceAddress);
    }
}
