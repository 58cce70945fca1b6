using System.Text.Json;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>
/// A second, independent reading of the evaluation rules, written as plainly as possible and never from the product's code.
/// It is slow and unforgiving on purpose: where the rules say nothing (an unknown operator), it throws instead of guessing.
/// </summary>
internal static class NaiveEvaluator
{
    /// <summary>"allowed", "implicitlyDenied" or "explicitlyDenied".</summary>
    public static string Evaluate(string policyJson, string requestJson)
    {
        using var policyDocument = JsonDocument.Parse(policyJson);
        using var requestDocument = JsonDocument.Parse(requestJson);
        var policy = policyDocument.RootElement;
        var request = requestDocument.RootElement;
        var version = NaiveJson.OptionalText(policy, "Version") ?? "";
        var context = NaiveContext.Of(request);

        // Every statement is judged, whatever the earlier ones said: a broken one must not hide behind a Deny.
        var allowed = false;
        var denied = false;
        foreach (var statement in NaiveJson.Items(policy.GetProperty("Statement")))
        {
            if (!StatementMatches(statement, request, context, version))
                continue;
            switch (statement.GetProperty("Effect").GetString())
            {
                case "Deny":
                    denied = true;
                    break;
                case "Allow":
                    allowed = true;
                    break;
                default:
                    throw new NotSupportedException("Effect is neither Allow nor Deny");
            }
        }
        if (denied)
            return "explicitlyDenied";
        return allowed ? "allowed" : "implicitlyDenied";
    }

    private static bool StatementMatches(JsonElement statement, JsonElement request, List<ContextKey> context, string version)
    {
        var principal = PrincipalMatches(statement, request, context);
        var action = ActionMatches(statement, request.GetProperty("action").GetString()!);
        var conditions = NaiveConditions.AllHold(statement, context, version);
        return principal && action && conditions;
    }

    private static bool PrincipalMatches(JsonElement statement, JsonElement request, List<ContextKey> context)
    {
        var caller = request.GetProperty("caller");
        if (statement.TryGetProperty("Principal", out var principal))
            return NaivePrincipals.AnyMatches(principal, caller, context);
        if (statement.TryGetProperty("NotPrincipal", out var notPrincipal))
            return !NaivePrincipals.AnyMatches(notPrincipal, caller, context);
        return false;
    }

    private static bool ActionMatches(JsonElement statement, string action)
    {
        if (statement.TryGetProperty("Action", out var actions))
            return NaiveJson.Texts(actions).Exists(pattern => ActionIs(pattern, action));
        if (statement.TryGetProperty("NotAction", out var notActions))
            return !NaiveJson.Texts(notActions).Exists(pattern => ActionIs(pattern, action));
        return false;
    }

    // No variables in actions; "*" alone is an ordinary pattern that happens to match everything.
    private static bool ActionIs(string pattern, string action) =>
        NaivePatterns.Like(NaivePatterns.PlainText(pattern.ToUpperInvariant()), action.ToUpperInvariant());
}
