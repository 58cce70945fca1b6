using CsCheck;

namespace Namesake.Policy.Tests.Oracle;

/// <summary>Condition blocks. The values of a test are written as JSON already, since numbers and booleans may be bare.</summary>
internal static class ConditionGenerators
{
    /// <summary>Empty, or a comma and a Condition block.</summary>
    public static Gen<string> Condition(Hints hints)
    {
        var test = Test(hints);
        var block = Gen.Frequency((4, test.Array[1]), (3, test.Array[2]), (1, test.Array[3])).Select(Block);
        return Gen.Frequency((2, Gen.Const("")), (5, block.Select(text => ",\"Condition\":" + text)));
    }

    /// <summary>A single value may stand alone or in a list.</summary>
    public static string OneOrList(string[] items, bool asList) =>
        items.Length == 1 && !asList ? items[0] : "[" + string.Join(',', items) + "]";

    // An operator or a key that occurs twice, in whatever letters, occurs once: the first is kept.
    private static string Block((string Operator, string Key, string Values)[] tests) =>
        "{" + string.Join(',', tests
            .GroupBy(test => test.Operator, StringComparer.OrdinalIgnoreCase)
            .Select(group => World.Quote(group.Key) + ":{" + string.Join(',', group
                .DistinctBy(test => test.Key, StringComparer.OrdinalIgnoreCase)
                .Select(test => World.Quote(test.Key) + ":" + test.Values)) + "}")) + "}";

    private static Gen<(string Operator, string Key, string Values)> Test(Hints hints)
    {
        var world = Gen.OneOf(World.Keys);
        var keys = hints.Keys.Length == 0 ? world : Gen.Frequency((5, Gen.OneOf(hints.Keys)), (1, world));
        return
            from key in keys
            from name in RequestGenerators.Casing(key.Key)
            from family in Family(key.Key)
            from @operator in Operator(family, key.Key)
            from values in Values(family, key.Values)
            select (@operator, name, values);
    }

    // The kind of test that suits the key, mostly; else any, since real policies err too.
    private static Gen<string> Family(string key)
    {
        var suited = key switch
        {
            "aws:SourceIp" => Gen.Const("ip"),
            "aws:MultiFactorAuthPresent" => Gen.Const("bool"),
            "aws:MultiFactorAuthAge" => Gen.Const("numeric"),
            "aws:CurrentTime" => Gen.Const("date"),
            "custom:blob" => Gen.Const("binary"),
            "aws:PrincipalArn" => Gen.OneOf("arn", "arn", "string"),
            "aws:PrincipalAccount" => Gen.OneOf("string", "string", "numeric"),
            _ => Gen.Const("string"),
        };
        return Gen.Frequency(
            (14, suited), (2, Gen.Const("null")), (1, Gen.OneOf("string", "arn", "numeric", "date", "bool", "binary", "ip")));
    }

    private static Gen<string> Operator(string family, string key)
    {
        var names = family switch
        {
            "string" => Gen.OneOf("StringEquals", "StringLike", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringNotLike"),
            "arn" => Gen.OneOf("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"),
            "numeric" => Comparisons("Numeric"),
            "date" => Comparisons("Date"),
            "bool" => Gen.Const("Bool"),
            "binary" => Gen.Const("BinaryEquals"),
            "ip" => Gen.OneOf("IpAddress", "NotIpAddress"),
            _ => Gen.Const("Null"),
        };
        if (family is "null")
            return names.SelectMany(RequestGenerators.Casing);
        var sets = key is "aws:TagKeys" ? 4 : 1;
        var prefix = Gen.Frequency((6, ""), (sets, "ForAllValues:"), (sets, "ForAnyValue:"));
        var suffix = Gen.Frequency((5, ""), (1, "IfExists"));
        return Gen.Select(prefix, names, suffix, (before, name, after) => before + name + after).SelectMany(RequestGenerators.Casing);
    }

    private static Gen<string> Comparisons(string type) =>
        Gen.OneOf("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals").Select(comparison => type + comparison);

    private static Gen<string> Values(string family, string[] requestValues)
    {
        var value = family switch
        {
            "string" => ValueGenerators.Text(requestValues),
            "arn" => ValueGenerators.Arn(requestValues),
            "numeric" => OrOf(requestValues, ValueGenerators.Number),
            "date" => OrOf(requestValues, ValueGenerators.Date),
            "bool" => ValueGenerators.Boolean,
            "binary" => OrOf(requestValues, ValueGenerators.Binary),
            "ip" => OrOf(requestValues, ValueGenerators.Range),
            _ => ValueGenerators.Presence,
        };
        var number = Gen.Frequency((4, value.Array[1]), (2, value.Array[2]), (1, value.Array[3]));
        return Gen.Select(number, Gen.Bool, (values, asList) => OneOrList(values, asList));
    }

    private static Gen<string> OrOf(string[] requestValues, Gen<string> other) =>
        Gen.Frequency((1, Gen.OneOf(requestValues).Select(World.Quote)), (2, other));
}
