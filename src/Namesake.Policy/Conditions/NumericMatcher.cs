using System.Globalization;
using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>NumericEquals, NumericLessThan, … : whole and decimal numbers.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric</remarks>
public sealed class NumericMatcher(string value, Comparison comparison) : ValueMatcher
{
    private readonly decimal? _number = Parse(value);

    public override bool Matches(string value, RequestContext context) =>
        _number is { } number && Parse(value) is { } given && comparison.Holds(given.CompareTo(number));

    public override string? WhyDead(RequestContext context) => _number is null ? "it is not a number" : null;

    public override IEnumerable<string> Boundaries =>
        _number is { } number && Math.Abs(number) < 1e18m ? [.. new[] { number, number - Step, number + Step }.Select(n => n.ToString(CultureInfo.InvariantCulture))] : [];

    private const decimal Step = 0.000_000_001m;

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
