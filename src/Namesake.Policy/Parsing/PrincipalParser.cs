using Namesake.Policy.Model;

namespace Namesake.Policy.Parsing;

/// <summary>Tells what one entry of a Principal element stands for.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
internal static class PrincipalParser
{
    public static Principal Parse(string type, string text) => type switch
    {
        _ when text == "*" => new Everyone(type),
        "AWS" => ParseAws(text),
        "Service" => IsPlain(text) ? new ServicePrincipal(text) : new UnreadPrincipal(text, type),
        "Federated" => IsProvider(text) ? new FederatedPrincipal(text) : new UnreadPrincipal(text, type),
        "CanonicalUser" => new DeadPrincipal(text, type),
        _ => new UnreadPrincipal(text, type),
    };

    private static Principal ParseAws(string text)
    {
        if (AccountId.TryParse(text, out var account)) return new AccountPrincipal(account, text);
        if (IsUniqueId(text)) return new DeadPrincipal(text, "AWS");
        if (!Arn.TryParse(text, out var arn) || !AccountId.TryParse(arn.Account, out account) || !IsPlain(text)) return new UnreadPrincipal(text, "AWS");
        return (arn.Service, arn.ResourceType, arn.Name.Length > 0) switch
        {
            ("iam", "root", _) when arn.Resource == "root" => new AccountPrincipal(account, text),
            ("iam", "user", true) => new IdentityPrincipal(arn),
            ("iam", "role", true) => new RolePrincipal(arn),
            ("sts", "assumed-role", true) when arn.ResourceId.Contains('/', StringComparison.Ordinal) => new IdentityPrincipal(arn),
            ("sts", "federated-user", true) => new IdentityPrincipal(arn),
            _ => new UnreadPrincipal(text, "AWS"),
        };
    }

    // IAM shows a deleted user or role as its unique id: AIDA…, AROA…, never a living principal again.
    private static bool IsUniqueId(string text) =>
        text.Length is >= 16 and <= 128 && text.StartsWith('A') && text.AsSpan().IndexOfAnyExcept(UniqueIdCharacters) < 0;

    private static bool IsProvider(string text) => IsPlain(text)
        && (!text.StartsWith("arn:", StringComparison.Ordinal)
            ? text.Contains('.', StringComparison.Ordinal)
            : Arn.TryParse(text, out var arn) && arn.ResourceType is "saml-provider" or "oidc-provider" && arn.ResourceId.Length > 0);

    // Template expressions ({…}, ${…}, <…>), blanks and wildcards: nothing that IAM takes in a principal.
    private static bool IsPlain(string text) => text.Length > 0 && text.AsSpan().IndexOfAny(NotPlain) < 0;

    private static readonly System.Buffers.SearchValues<char> NotPlain = System.Buffers.SearchValues.Create("{}$<>*? \t\r\n\"'");

    private static readonly System.Buffers.SearchValues<char> UniqueIdCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
