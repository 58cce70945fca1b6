using System.Globalization;
using System.Numerics;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Numbers, dates and addresses: the encoding takes for a value what the operator reads out of its text.</summary>
internal static class Ordered
{
    /// <summary>What a value of a test takes the request's for; null where it looks at none, or can match none.</summary>
    public static ValueKind? KindOf(OperatorFamily family, string literal) => family switch
    {
        OperatorFamily.Null => null,
        OperatorFamily.IpAddress => ValueKind.Address,
        >= OperatorFamily.NumericEquals and <= OperatorFamily.NumericGreaterThanEquals => Number(literal) is null ? null : ValueKind.Number,
        >= OperatorFamily.DateEquals and <= OperatorFamily.DateGreaterThanEquals => Date(literal) is null ? null : ValueKind.Date,
        _ => ValueKind.Text,
    };

    /// <summary>Whether the value matches the policy's; false where the policy's is none of its kind.</summary>
    public static string Match(OperatorFamily family, string literal, SymbolicKey key, string value)
    {
        if (family == OperatorFamily.IpAddress) return MatchAddress(literal, key, value);
        var isDate = family.ToString().StartsWith("Date", StringComparison.Ordinal);
        if ((isDate ? Date(literal) : Number(literal)) is not { } number) return Term.False;
        // The digits of an account are twelve: two that are equal as numbers are equal.
        if (key.Kind == ValueKind.Text && family == OperatorFamily.NumericEquals && value.EndsWith("_account", StringComparison.Ordinal))
            return Term.Equal(value, Term.Text(number.ToString("000000000000", CultureInfo.InvariantCulture)));
        if (key.Kind != (isDate ? ValueKind.Date : ValueKind.Number)) throw new NotEncodedException($"{family} of a text");
        var order = family.ToString() switch
        {
            var name when name.EndsWith("LessThan", StringComparison.Ordinal) => "<",
            var name when name.EndsWith("LessThanEquals", StringComparison.Ordinal) => "<=",
            var name when name.EndsWith("GreaterThan", StringComparison.Ordinal) => ">",
            var name when name.EndsWith("GreaterThanEquals", StringComparison.Ordinal) => ">=",
            _ => "=",
        };
        return $"({order} {value} {(isDate ? Term.Whole((long)number) : Term.Number(number))})";
    }

    private static string MatchAddress(string literal, SymbolicKey key, string value)
    {
        var slash = literal.IndexOf('/', StringComparison.Ordinal);
        if (Address.TryParse(slash < 0 ? literal : literal[..slash]) is not { } address) return Term.False;
        var bits = address.Bits;
        if (slash >= 0 && (!int.TryParse(literal.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > address.Bits)) return Term.False;
        if (key.Kind != ValueKind.Address) throw new NotEncodedException("an address of a text");
        var size = BigInteger.One << (address.Bits - bits);
        var first = address.Start + (address.Number - address.Start) / size * size;
        return $"(<= {first} {value} {first + size - 1})";
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Whole seconds.
    private static decimal? Date(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date.ToUnixTimeSeconds()
        : null;
}
