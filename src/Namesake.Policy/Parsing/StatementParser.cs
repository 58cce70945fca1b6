using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Policy.Parsing;

/// <summary>Reads one statement of a document.</summary>
internal sealed class StatementParser(DocumentParser document, PolicyKind kind, LanguageVersion version)
{
    private static readonly string[] Elements =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public Statement? Parse(JsonTree tree, int index)
    {
        if (tree is not JsonObjectTree statement)
        {
            document.Error(tree.Offset, "not-a-statement", "a statement is a JSON object");
            return null;
        }
        document.ReportDuplicates(statement);
        document.ReportUnknown(statement, Elements, "statement");
        CheckKind(statement);
        return new Statement(
            index,
            statement.Find("Sid")?.Value is JsonTextTree { IsNull: false } sid ? sid.Text : null,
            ParseEffect(statement),
            ParsePrincipal(statement),
            ParsePatterns(statement, "Action", "NotAction"),
            ParsePatterns(statement, "Resource", "NotResource"),
            ParseConditions(statement),
            document.PlaceOf(statement.Offset));
    }

    private Effect ParseEffect(JsonObjectTree statement)
    {
        var effect = statement.Find("Effect");
        if (effect?.Value is JsonTextTree { Text: "Allow" }) return Effect.Allow;
        if (effect?.Value is JsonTextTree { Text: "Deny" }) return Effect.Deny;
        document.Error(effect?.Value.Offset ?? statement.Offset, "bad-effect", "Effect must be \"Allow\" or \"Deny\"");
        return Effect.Deny;
    }

    /// <summary>Which elements a document must and must not have depends on its kind.</summary>
    private void CheckKind(JsonObjectTree statement)
    {
        var principal = statement.Find("Principal") ?? statement.Find("NotPrincipal");
        var owner = kind switch { PolicyKind.ServiceControl => "a service control policy", PolicyKind.Identity => "an identity policy", _ => null };
        if (owner is not null && principal is not null)
            document.Error(principal.Offset, "forbidden-element", $"{owner} has no {principal.Name}");
        if (owner is null && principal is null)
            document.Error(statement.Offset, "no-principal", "the statement has no Principal");
        if (kind == PolicyKind.Identity && statement.Find("Resource") is null && statement.Find("NotResource") is null)
            document.Error(statement.Offset, "no-resource", "the statement has neither Resource nor NotResource");
        if (kind == PolicyKind.Trust && (statement.Find("Resource") ?? statement.Find("NotResource")) is { } resource)
            document.Error(resource.Offset, "forbidden-element", $"a trust policy has no {resource.Name}: IAM refuses it");
        if (statement.Find("Action") is null && statement.Find("NotAction") is null)
            document.Error(statement.Offset, "no-action", "the statement has neither Action nor NotAction");
    }

    private PrincipalElement? ParsePrincipal(JsonObjectTree statement)
    {
        if (Either(statement, "Principal", "NotPrincipal") is not { } member) return null;
        var negated = member.Name == "NotPrincipal";
        if (negated && statement.Find("Effect")?.Value is JsonTextTree { Text: "Allow" })
            document.Error(member.Offset, "not-principal-allow", "NotPrincipal is not supported with \"Effect\": \"Allow\"");
        var principals = member.Value switch
        {
            JsonTextTree { IsString: true, Text: "*" } => [new Everyone((string?)null)],
            JsonObjectTree types => ParseTypes(types),
            var other => Unread(other, member.Name),
        };
        return new PrincipalElement(negated, principals, document.PlaceOf(member.Offset));
    }

    private ImmutableArray<Principal> Unread(JsonTree value, string element)
    {
        document.Error(value.Offset, "invalid-principal", $"{element} must be \"*\" or an object such as {{ \"AWS\": \"…\" }}");
        return [];
    }

    private ImmutableArray<Principal> ParseTypes(JsonObjectTree types)
    {
        document.ReportDuplicates(types);
        document.ReportUnknown(types, ["AWS", "Service", "Federated", "CanonicalUser"], "Principal");
        var principals = ImmutableArray.CreateBuilder<Principal>();
        foreach (var member in types.Members)
            foreach (var text in document.TextsOf(member.Value, member.Name))
            {
                var principal = PrincipalParser.Parse(member.Name, text.Text);
                principals.Add(principal);
                if (principal is UnreadPrincipal) Report(text, member);
            }
        return principals.ToImmutable();

        void Report(PolicyText text, JsonMember member) => document.Error(
            text.Text.Length == 0 ? member.Offset : (member.Value is JsonArrayTree a ? a.Items.OfType<JsonTextTree>().First(i => i.Text == text.Text).Offset : member.Value.Offset),
            "invalid-principal",
            $"\"{text.Text}\" is no {member.Name} principal: IAM refuses it, or a template has still to fill it in");
    }

    private PatternElement? ParsePatterns(JsonObjectTree statement, string plain, string negated)
    {
        if (Either(statement, plain, negated) is not { } member) return null;
        var texts = document.TextsOf(member.Value, member.Name);
        if (texts.Length == 0) document.Error(member.Offset, "empty-element", $"{member.Name} is empty");
        return new PatternElement(member.Name == negated, texts, document.PlaceOf(member.Offset));
    }

    private JsonMember? Either(JsonObjectTree statement, string plain, string negated)
    {
        var (one, other) = (statement.Find(plain), statement.Find(negated));
        if (one is not null && other is not null)
            document.Error(other.Offset, "both-elements", $"a statement has {plain} or {negated}, not both");
        return one ?? other;
    }

    private ImmutableArray<ConditionTest> ParseConditions(JsonObjectTree statement)
    {
        if (statement.Find("Condition") is not { } condition) return [];
        if (condition.Value is not JsonObjectTree operators)
        {
            document.Error(condition.Value.Offset, "bad-condition", "Condition is an object of operators");
            return [];
        }
        document.ReportDuplicates(operators);
        return [.. operators.Members.SelectMany(ParseOperator)];
    }

    private IEnumerable<ConditionTest> ParseOperator(JsonMember member)
    {
        if (!OperatorParser.TryParse(member.Name, out var op))
        {
            document.Error(member.Offset, "unknown-operator", $"there is no condition operator \"{member.Name}\"");
            yield break;
        }
        if (member.Value is not JsonObjectTree keys)
        {
            document.Error(member.Value.Offset, "bad-condition", $"{member.Name} takes an object of condition keys");
            yield break;
        }
        document.ReportDuplicates(keys);
        foreach (var key in keys.Members)
        {
            var values = document.TextsOf(key.Value, key.Name);
            yield return new ConditionTest(op, new PolicyText(key.Name, document.PlaceOf(key.Offset)), values, version);
        }
    }
}
