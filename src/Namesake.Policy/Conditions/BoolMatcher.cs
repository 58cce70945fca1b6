using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>Bool: true and false, without case.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean</remarks>
public sealed class BoolMatcher(string value) : ValueMatcher
{
    private readonly bool? _expected = Parse(value);

    public override bool Matches(string value, RequestContext context) => _expected is { } expected && Parse(value) == expected;

    public override string? WhyDead(RequestContext context) => _expected is null ? "it is neither true nor false" : null;

    internal static bool? Parse(string text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;
}

/// <summary>Null: whether the key is absent ("true") or there ("false"). It looks at no value.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null</remarks>
public sealed class NullMatcher(string value) : ValueMatcher
{
    public bool? MustBeAbsent { get; } = BoolMatcher.Parse(value);

    public override bool Matches(string value, RequestContext context) => MustBeAbsent == false;

    public override string? WhyDead(RequestContext context) => MustBeAbsent is null ? "it is neither true nor false" : null;
}
