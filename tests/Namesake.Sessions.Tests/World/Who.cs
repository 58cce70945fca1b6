using Namesake.Sessions.Events;

namespace Namesake.Sessions.Tests.World;

/// <summary>Identities as CloudTrail shows them.</summary>
internal static class Who
{
    public const string Home = "111122223333";
    public const string Away = "444455556666";
    public const string Store = "arn:aws:identitystore::111122223333:identitystore/d-1234567890";

    public static UserIdentity User(string name, string account = Home, string? key = null, string? signIn = null) => new()
    {
        Type = "IAMUser",
        Arn = $"arn:aws:iam::{account}:user/{name}",
        AccountId = account,
        UserName = name,
        PrincipalId = UserId(name, account),
        AccessKeyId = key ?? $"AKIA{name.ToUpperInvariant()}",
        SignInSessionArn = signIn,
    };

    public static UserIdentity Root(string account = Home) => new() { Type = "Root", Arn = $"arn:aws:iam::{account}:root", AccountId = account, PrincipalId = account };

    public static UserIdentity Service(string service) => new() { Type = "AWSService", InvokedBy = service };

    public static UserIdentity Stranger(string account, string principalId) => new() { Type = "AWSAccount", AccountId = account, PrincipalId = principalId };

    public static UserIdentity Saml(string name) => new() { Type = "SAMLUser", PrincipalId = $"idp:{name}", UserName = name, IdentityProvider = "idp" };

    public static UserIdentity Web(string subject) => new() { Type = "WebIdentityUser", PrincipalId = $"web:{subject}", UserName = subject, IdentityProvider = "accounts.google.com" };

    public static string UserId(string name, string account = Home) => $"AIDA{account}{name.ToUpperInvariant()}";

    public static string RoleId(string role, string account = Home) => $"AROA{account}{role.ToUpperInvariant()}";

    public static string SsoRole(string permissionSet) => $"AWSReservedSSO_{permissionSet}_0123456789abcdef";

    public static string SignIn(string name) => $"arn:aws:signin:us-east-1:{Home}:session/{name}";
}
