using System.Text.Json;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>One key of the request. An empty list has no values and is still a list.</summary>
internal sealed record ContextKey(string Name, bool IsList, List<string> Values);

/// <summary>What the request says about itself: what follows from the caller, overridden by what it states.</summary>
internal static class NaiveContext
{
    public static List<ContextKey> Of(JsonElement request)
    {
        var context = new List<ContextKey>();
        foreach (var (name, value) in Derived(request.GetProperty("caller")))
            Put(context, name, isList: false, value is null ? null : [value]);
        Put(context, "sts:RoleSessionName", isList: false, Single(NaiveJson.OptionalText(request, "sessionName")));
        Put(context, "sts:SourceIdentity", isList: false, Single(NaiveJson.OptionalText(request, "sourceIdentity")));

        if (request.TryGetProperty("context", out var stated) && stated.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in stated.EnumerateObject())
                Put(context, entry.Name, entry.Value.ValueKind == JsonValueKind.Array, NaiveJson.Texts(entry.Value));
        }
        return context;
    }

    public static ContextKey? Find(List<ContextKey> context, string name) =>
        context.Find(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));

    public static string? SingleValue(List<ContextKey> context, string name)
    {
        var key = Find(context, name);
        return key is null || key.IsList ? null : key.Values[0];
    }

    private static void Put(List<ContextKey> context, string name, bool isList, List<string>? values)
    {
        if (values is null)
            return;
        context.RemoveAll(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase));
        context.Add(new ContextKey(name, isList, values));
    }

    private static List<string>? Single(string? value) => value is null ? null : [value];

    private static List<(string Name, string? Value)> Derived(JsonElement caller)
    {
        var kind = caller.GetProperty("kind").GetString();
        var arn = NaiveJson.OptionalText(caller, "arn");
        var account = NaiveJson.OptionalText(caller, "account");
        var userName = NaiveJson.OptionalText(caller, "userName");
        return kind switch
        {
            "iam-user" => [("aws:username", userName), .. Signed(arn, account, "User")],
            "role-session" => Signed(RoleArn(arn!), account, "AssumedRole"),
            "federated-user" => Signed(arn, account, "FederatedUser"),
            "root" => Signed(arn, account, "Account"),
            "service" => [("aws:PrincipalIsAWSService", "true"), ("aws:PrincipalServiceName", arn)],
            "saml" or "web-identity" => [("aws:FederatedProvider", arn)],
            "anonymous" => [],
            _ => throw new NotSupportedException("caller of an unknown kind"),
        };
    }

    private static List<(string Name, string? Value)> Signed(string? arn, string? account, string type) =>
    [
        ("aws:PrincipalArn", arn),
        ("aws:PrincipalAccount", account),
        ("aws:PrincipalType", type),
        ("aws:PrincipalIsAWSService", "false"),
    ];

    // arn:PARTITION:sts::ACCOUNT:assumed-role/ROLE/SESSION
    private static string RoleArn(string sessionArn)
    {
        var parts = sessionArn.Split(':');
        var role = parts[5].Split('/')[1];
        return "arn:" + parts[1] + ":iam::" + parts[4] + ":role/" + role;
    }
}
