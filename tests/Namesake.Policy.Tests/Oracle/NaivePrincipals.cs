using System.Text.Json;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>Does a Principal element name the caller?</summary>
internal static class NaivePrincipals
{
    public static bool AnyMatches(JsonElement principal, JsonElement caller, List<ContextKey> context)
    {
        if (principal.ValueKind == JsonValueKind.String)
            return string.Equals(principal.GetString(), "*", StringComparison.Ordinal);
        foreach (var type in principal.EnumerateObject())
        {
            foreach (var value in NaiveJson.Texts(type.Value))
            {
                if (Matches(type.Name, value, caller, context))
                    return true;
            }
        }
        return false;
    }

    private static bool Matches(string type, string value, JsonElement caller, List<ContextKey> context)
    {
        var kind = caller.GetProperty("kind").GetString();
        var arn = NaiveJson.OptionalText(caller, "arn");
        var isStar = Same(value, "*");
        return type switch
        {
            "AWS" => isStar || AwsMatches(value, caller, context),
            "Service" => kind is "service" && (isStar || Same(value, arn)),
            "Federated" => kind is "saml" or "web-identity" && (isStar || Same(value, arn)),
            _ => false,
        };
    }

    private static bool AwsMatches(string value, JsonElement caller, List<ContextKey> context)
    {
        var kind = caller.GetProperty("kind").GetString();
        var arn = NaiveJson.OptionalText(caller, "arn");
        if (value.Length == 12 && value.All(char.IsAsciiDigit))
            return IsOfAccount(value, caller);
        if (value.Contains('*', StringComparison.Ordinal) || value.Contains('?', StringComparison.Ordinal))
            return false;

        var parts = value.Split(':', 6);
        if (parts.Length != 6 || !Same(parts[0], "arn"))
            return false;
        var service = parts[2];
        var resource = parts[5];
        if (Same(service, "iam") && Same(resource, "root"))
            return IsOfAccount(parts[4], caller);
        if (Same(service, "iam") && resource.StartsWith("user/", StringComparison.Ordinal))
            return kind is "iam-user" && Same(value, arn);
        if (Same(service, "iam") && resource.StartsWith("role/", StringComparison.Ordinal))
            return kind is "role-session" && Same(value, NaiveContext.SingleValue(context, "aws:PrincipalArn"));
        if (Same(service, "sts") && resource.StartsWith("federated-user/", StringComparison.Ordinal))
            return kind is "federated-user" && Same(value, arn);
        if (Same(service, "sts") && resource.StartsWith("assumed-role/", StringComparison.Ordinal))
            return kind is "role-session" && Same(value, arn);
        return false;
    }

    private static bool IsOfAccount(string account, JsonElement caller) =>
        caller.GetProperty("kind").GetString() is "iam-user" or "role-session" or "federated-user" or "root"
        && Same(account, NaiveJson.OptionalText(caller, "account"));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);
}
