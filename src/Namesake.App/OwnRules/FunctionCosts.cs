namespace Namesake.App.OwnRules;

/// <summary>What JMESPath's functions cost, and which of them a rule may call.</summary>
/// <remarks>https://jmespath.org/specification.html#built-in-functions; of the library's others those whose result grows with one argument only.</remarks>
internal static class FunctionCosts
{
    /// <summary>What a function does for each character that it is given, beside looking at it: sorting compares again and again.</summary>
    private const double Effort = 8;

    /// <summary>A control character in a text takes six as JSON.</summary>
    private const double Escaped = 6;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "abs", "avg", "ceil", "contains", "ends_with", "floor", "join", "keys", "length", "map", "max", "max_by", "merge", "min", "min_by", "not_null", "reverse", "sort", "sort_by", "starts_with",
        "sum", "to_array", "to_number", "to_string", "type", "values",
        "items", "lower", "split", "trim", "upper",
    };

    private static readonly string[] TakingReferences = ["map", "max_by", "min_by", "sort_by"];

    /// <summary>Why a rule may not call it so; null where it may.</summary>
    public static string? Fault(string name, List<Cost> arguments)
    {
        if (!Known.Contains(name)) return $"there is no function \"{name}\" here: functions are {string.Join(", ", Known.Order(StringComparer.Ordinal))}";
        if (arguments.Exists(a => a.IsReference) && !TakingReferences.Contains(name, StringComparer.Ordinal)) return $"{name} takes no &expression: {string.Join(", ", TakingReferences)} do";
        // Both arguments from the record would make a text as long as one times the other.
        if (name is "join" && arguments is [{ IsLiteral: false }, ..]) return "the first argument of join must be a text in quotes, such as ', '";
        return name is "split" && arguments.Count > 1 && !arguments[1].IsLiteral ? "the second argument of split must be a text in quotes, such as '/'" : null;
    }

    public static Cost Of(string name, List<Cost> arguments)
    {
        var all = arguments.Where(a => !a.IsReference).Aggregate(Cost.Step, (sum, argument) => sum.Beside(argument));
        // An expression is put to each element of what stands beside it.
        foreach (var each in arguments.Where(a => a.IsReference)) all = all.Then(each) with { Size = all.Size * Math.Max(each.Size, 1) };
        var size = name switch
        {
            "join" => all.Size * (arguments.Count > 0 ? arguments[0].Size : 1),
            "to_string" => all.Size * Escaped,
            "split" or "items" => all.Size * Escaped,
            _ => all.Size,
        };
        return new Cost(size, all.Work + Effort * size, all.Depth + 1);
    }
}
