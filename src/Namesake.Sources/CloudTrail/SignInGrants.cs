using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads the grants of AWS Sign-In.</summary>
internal static class SignInGrants
{
    public static SignInGrant? Read(in TrailEvent e, ReadOnlySpan<byte> request, ReadOnlySpan<byte> response, ReadOnlySpan<byte> additional)
    {
        if (e.Source != "signin.amazonaws.com" || e.Name != "CreateOAuth2Token") return null;
        var minted = Flat.Read(response, "signInSessionArn")[0] ?? Flat.Read(additional, "signInSessionArn")[0];
        if (minted is null) return null;
        var resource = Flat.Read(request, "resource")[0];
        return new SignInGrant(e.Id, e.Time, minted, resource, e.FromConsole, e.Identity, e.SourceAddress);
    }
}
