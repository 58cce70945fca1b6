using System.Text.Encodings.Web;
using System.Text.Json;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>Who calls: the fields of the request's caller.</summary>
internal sealed record Caller(string Kind, string? Arn, string? Account, string? UserName);

/// <summary>What a policy may speak of: principals as (type, value), actions, and keys with the values that they may have.</summary>
internal sealed record Hints((string Type, string Value)[] Principals, string[] Actions, (string Key, string[] Values)[] Keys);

/// <summary>The few people, accounts, roles and keys that all generated policies and requests are about.</summary>
internal static class World
{
    public static readonly string[] Names = ["a", "b", "ab", "a-b", "alice", "bob"];
    public static readonly string[] SessionNames = ["ab", "a-b", "alice", "bob", "team-alice", "ab-x"];
    public static readonly string[] Accounts = ["111122223333", "444455556666"];
    public static readonly string[] Services = ["ec2.amazonaws.com", "lambda.amazonaws.com"];
    public static readonly string[] SamlProviders = ["arn:aws:iam::111122223333:saml-provider/corp", "arn:aws:iam::444455556666:saml-provider/corp"];
    public static readonly string[] WebProviders = ["accounts.google.com", "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"];
    public static readonly string[] Actions =
        ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:TagSession", "sts:SetSourceIdentity"];

    public static readonly Caller[] Callers = [.. AllCallers()];

    /// <summary>Keys with the values that a request may give them. Those that follow from the caller are given too: a request may override them.</summary>
    public static readonly (string Key, string[] Values)[] Keys =
    [
        ("aws:username", Names),
        ("aws:PrincipalArn", [.. Callers.Where(caller => caller.Account is not null).Select(PrincipalArn), "arn:aws:iam::111122223333:role/dept/app", "alice"]),
        ("aws:PrincipalAccount", Accounts),
        ("aws:PrincipalType", ["User", "AssumedRole", "FederatedUser", "Account"]),
        ("sts:RoleSessionName", SessionNames),
        ("sts:SourceIdentity", SessionNames),
        ("sts:ExternalId", ["a", "ab", "AB", "a-b"]),
        ("aws:SourceIp", ["203.0.113.5", "203.0.113.200", "198.51.100.7", "2001:db8::1", "2001:db8:0:0:0:0:0:1", "2001:db9::1", "::ffff:203.0.113.5", "nowhere"]),
        ("aws:MultiFactorAuthPresent", ["true", "false"]),
        ("aws:MultiFactorAuthAge", ["0", "5", "300", "299.5", "3600", "-1", "old"]),
        ("aws:CurrentTime", ["2026-01-01T00:00:00Z", "2026-06-30T12:00:00+02:00", "2026-06-30T10:00:00Z", "2025-12-31T23:59:59.5Z", "1767225600", "now"]),
        ("aws:PrincipalTag/team", ["a", "b", "ab", "AB", "alice", "team-a"]),
        ("aws:TagKeys", ["a", "b", "ab", "team"]),
        ("custom:key", ["a", "ab", "a*b", "axb", "*", "?", "$", "${aws:username}", "${aws:username, 'a'}", "${*}", "a:b"]),
        ("custom:blob", ["QUI=", "QQ==", "AAEC", "QUI", "!"]),
    ];

    /// <summary>Everything at once.</summary>
    public static readonly Hints Hints = new([.. Callers.SelectMany(PrincipalsOf).Distinct()], ["sts:AssumeRole", .. Actions], Keys);

    /// <summary>The principals that name the caller.</summary>
    public static IEnumerable<(string Type, string Value)> PrincipalsOf(Caller caller)
    {
        switch (caller.Kind)
        {
            case "iam-user" or "role-session" or "federated-user" or "root":
                yield return ("AWS", caller.Account!);
                yield return ("AWS", "arn:aws:iam::" + caller.Account + ":root");
                yield return ("AWS", caller.Arn!);
                yield return ("AWS", PrincipalArn(caller));
                break;
            case "service":
                yield return ("Service", caller.Arn!);
                yield return ("Service", "*");
                break;
            case "saml" or "web-identity":
                yield return ("Federated", caller.Arn!);
                yield return ("Federated", "*");
                break;
            default:
                yield return ("AWS", "*");
                break;
        }
    }

    /// <summary>aws:PrincipalArn as it follows from a signed caller.</summary>
    public static string PrincipalArn(Caller caller) =>
        string.Equals(caller.Kind, "role-session", StringComparison.Ordinal)
            ? "arn:aws:iam::" + caller.Account + ":role/" + caller.Arn!.Split('/')[1]
            : caller.Arn!;

    /// <summary>The text as a JSON string.</summary>
    public static string Quote(string text) => "\"" + JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping) + "\"";

    private static IEnumerable<Caller> AllCallers()
    {
        foreach (var account in Accounts)
        {
            foreach (var name in Names)
                yield return new Caller("iam-user", "arn:aws:iam::" + account + ":user/" + name, account, name);
            yield return new Caller("iam-user", "arn:aws:iam::" + account + ":user/dept/alice", account, "alice");
            foreach (var role in new[] { "app", "ops" })
            {
                foreach (var session in new[] { "ab", "bob" })
                    yield return new Caller("role-session", "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + session, account, UserName: null);
            }
            yield return new Caller("federated-user", "arn:aws:sts::" + account + ":federated-user/bob", account, UserName: null);
            yield return new Caller("root", "arn:aws:iam::" + account + ":root", account, UserName: null);
        }
        foreach (var service in Services)
            yield return new Caller("service", service, Account: null, UserName: null);
        foreach (var provider in SamlProviders)
            yield return new Caller("saml", provider, Account: null, UserName: null);
        foreach (var provider in WebProviders)
            yield return new Caller("web-identity", provider, Account: null, UserName: null);
        yield return new Caller("anonymous", Arn: null, Account: null, UserName: null);
    }
}
