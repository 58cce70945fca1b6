using System.Collections.Immutable;
using Namesake.Policy.Conditions;

namespace Namesake.Policy.Model;

/// <summary>One line of a Condition block: an operator, a key, and the values of which one must match (or none, for a negated operator).</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html</remarks>
public sealed record ConditionTest(
    ConditionOperator Operator,
    PolicyText Key,
    ImmutableArray<PolicyText> Values,
    LanguageVersion Version)
{
    /// <summary>The values made ready to compare, in the order of <see cref="Values"/>.</summary>
    public ImmutableArray<ValueMatcher> Matchers { get; } = [.. Values.Select(v => ValueMatcher.For(Operator, v.Text, Version))];

    public override string ToString() => $"{Operator} {Key} = {(Values.Length == 1 ? Values[0].Text : $"[{string.Join(", ", Values)}]")}";
}
