using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Namesake.Policy.Model;

namespace Namesake.Policy.Parsing;

/// <summary>Reads the name of a condition operator: set operator, family, negation, IfExists; without case.</summary>
public static class OperatorParser
{
    private const string IfExistsSuffix = "IfExists";

    private static readonly FrozenDictionary<string, (OperatorFamily Family, bool Negated)> Names =
        new Dictionary<string, (OperatorFamily, bool)>(StringComparer.OrdinalIgnoreCase)
        {
            ["StringEquals"] = (OperatorFamily.StringEquals, false),
            ["StringNotEquals"] = (OperatorFamily.StringEquals, true),
            ["StringEqualsIgnoreCase"] = (OperatorFamily.StringEqualsIgnoreCase, false),
            ["StringNotEqualsIgnoreCase"] = (OperatorFamily.StringEqualsIgnoreCase, true),
            ["StringLike"] = (OperatorFamily.StringLike, false),
            ["StringNotLike"] = (OperatorFamily.StringLike, true),
            ["ArnEquals"] = (OperatorFamily.ArnLike, false),
            ["ArnLike"] = (OperatorFamily.ArnLike, false),
            ["ArnNotEquals"] = (OperatorFamily.ArnLike, true),
            ["ArnNotLike"] = (OperatorFamily.ArnLike, true),
            ["NumericEquals"] = (OperatorFamily.NumericEquals, false),
            ["NumericNotEquals"] = (OperatorFamily.NumericEquals, true),
            ["NumericLessThan"] = (OperatorFamily.NumericLessThan, false),
            ["NumericLessThanEquals"] = (OperatorFamily.NumericLessThanEquals, false),
            ["NumericGreaterThan"] = (OperatorFamily.NumericGreaterThan, false),
            ["NumericGreaterThanEquals"] = (OperatorFamily.NumericGreaterThanEquals, false),
            ["DateEquals"] = (OperatorFamily.DateEquals, false),
            ["DateNotEquals"] = (OperatorFamily.DateEquals, true),
            ["DateLessThan"] = (OperatorFamily.DateLessThan, false),
            ["DateLessThanEquals"] = (OperatorFamily.DateLessThanEquals, false),
            ["DateGreaterThan"] = (OperatorFamily.DateGreaterThan, false),
            ["DateGreaterThanEquals"] = (OperatorFamily.DateGreaterThanEquals, false),
            ["Bool"] = (OperatorFamily.Bool, false),
            ["BinaryEquals"] = (OperatorFamily.BinaryEquals, false),
            ["IpAddress"] = (OperatorFamily.IpAddress, false),
            ["NotIpAddress"] = (OperatorFamily.IpAddress, true),
            ["Null"] = (OperatorFamily.Null, false),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool TryParse(string text, [NotNullWhen(true)] out ConditionOperator? op)
    {
        op = null;
        var name = text;
        var set = SetOperator.None;
        if (name.StartsWith("ForAllValues:", StringComparison.OrdinalIgnoreCase)) set = SetOperator.ForAllValues;
        else if (name.StartsWith("ForAnyValue:", StringComparison.OrdinalIgnoreCase)) set = SetOperator.ForAnyValue;
        if (set != SetOperator.None) name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var ifExists = name.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        if (ifExists) name = name[..^IfExistsSuffix.Length];
        if (!Names.TryGetValue(name, out var known)) return false;
        if (known.Family == OperatorFamily.Null && (ifExists || set != SetOperator.None)) return false;
        op = new ConditionOperator(text, known.Family, known.Negated, ifExists, set);
        return true;
    }
}
