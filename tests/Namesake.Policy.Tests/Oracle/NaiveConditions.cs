using System.Text.Json;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>The Condition block: operators AND, keys AND, values OR.</summary>
internal static class NaiveConditions
{
    public static bool AllHold(JsonElement statement, List<ContextKey> context, string version)
    {
        if (!statement.TryGetProperty("Condition", out var block))
            return true;
        var all = true;
        foreach (var @operator in block.EnumerateObject())
        {
            foreach (var key in @operator.Value.EnumerateObject())
                all &= Holds(@operator.Name, NaiveContext.Find(context, key.Name), NaiveJson.Texts(key.Value), context, version);
        }
        return all;
    }

    private static bool Holds(string operatorName, ContextKey? key, List<string> policyValues, List<ContextKey> context, string version)
    {
        var name = operatorName.ToLowerInvariant();
        var forAll = TakePrefix(ref name, "forallvalues:");
        var forAny = TakePrefix(ref name, "foranyvalue:");
        var present = key is not null && key.Values.Count > 0;
        if (name is "null")
        {
            if (forAll || forAny)
                throw new NotSupportedException("Null with a set prefix: the rules do not say");
            return policyValues.Exists(value => IsWord(value, present ? "false" : "true"));
        }

        var ifExists = TakeSuffix(ref name, "ifexists");
        // No positive operator has these letters in its name.
        var negated = name.Contains("not", StringComparison.Ordinal);
        var positiveName = name.Replace("not", "", StringComparison.Ordinal);
        if (!IsOperator(positiveName) || (negated && !HasNegation(positiveName)))
            throw new NotSupportedException("unknown operator");

        if (!present)
        {
            // ForAnyValue wins over IfExists: people who tried it report a denial.
            if (forAll)
                return true;
            return !forAny && (negated || ifExists);
        }

        if (forAll)
            return key!.Values.TrueForAll(PassesAlone);
        if (forAny)
            return key!.Values.Exists(PassesAlone);
        // Without a prefix: some value matches, or, negated, no value matches.
        return negated ? key!.Values.TrueForAll(PassesAlone) : key!.Values.Exists(PassesAlone);

        bool PassesAlone(string requestValue)
        {
            var matched = policyValues.Exists(policyValue => Matches(positiveName, requestValue, policyValue, context, version));
            return negated ? !matched : matched;
        }
    }

    private static bool Matches(string positiveName, string requestValue, string policyValue, List<ContextKey> context, string version)
    {
        switch (positiveName)
        {
            case "stringequals":
                return NaivePatterns.Replaced(policyValue, context, version) is { } exact
                    && string.Equals(NaivePatterns.AsText(exact), requestValue, StringComparison.Ordinal);
            case "stringequalsignorecase":
                return NaivePatterns.Replaced(policyValue, context, version) is { } anyCase
                    && string.Equals(NaivePatterns.AsText(anyCase), requestValue, StringComparison.OrdinalIgnoreCase);
            case "stringlike":
                return NaivePatterns.Replaced(policyValue, context, version) is { } pattern
                    && NaivePatterns.Like(pattern, requestValue);
            case "arnequals" or "arnlike":
                return NaivePatterns.Replaced(policyValue, context, version) is { } arnPattern
                    && NaivePatterns.ArnLike(arnPattern, requestValue);
            case "bool":
                return IsWord(requestValue, "true") && IsWord(policyValue, "true")
                    || IsWord(requestValue, "false") && IsWord(policyValue, "false");
            case "binaryequals":
                return NaiveValues.SameBytes(requestValue, policyValue);
            case "ipaddress":
                return NaiveValues.AddressIsIn(requestValue, policyValue);
            default:
                return positiveName.StartsWith("numeric", StringComparison.Ordinal)
                    ? Compares(positiveName["numeric".Length..], NaiveValues.CompareNumbers(requestValue, policyValue))
                    : Compares(positiveName["date".Length..], NaiveValues.CompareDates(requestValue, policyValue));
        }
    }

    // The request's value stands on the left. No order (one of the two cannot be read) matches nothing.
    private static bool Compares(string comparison, int? order) => comparison switch
    {
        "equals" => order == 0,
        "lessthan" => order < 0,
        "lessthanequals" => order <= 0,
        "greaterthan" => order > 0,
        _ => order >= 0,
    };

    private static bool IsOperator(string positiveName) =>
        positiveName is "stringequals" or "stringequalsignorecase" or "stringlike" or "arnequals" or "arnlike"
            or "bool" or "binaryequals" or "ipaddress"
            or "numericequals" or "numericlessthan" or "numericlessthanequals" or "numericgreaterthan" or "numericgreaterthanequals"
            or "dateequals" or "datelessthan" or "datelessthanequals" or "dategreaterthan" or "dategreaterthanequals";

    private static bool HasNegation(string positiveName) =>
        positiveName is "stringequals" or "stringequalsignorecase" or "stringlike" or "arnequals" or "arnlike"
            or "ipaddress" or "numericequals" or "dateequals";

    private static bool IsWord(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    private static bool TakePrefix(ref string name, string prefix)
    {
        if (!name.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        name = name[prefix.Length..];
        return true;
    }

    private static bool TakeSuffix(ref string name, string suffix)
    {
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
            return false;
        name = name[..^suffix.Length];
        return true;
    }
}
