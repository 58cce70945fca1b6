using Namesake.Policy.Evaluation;

namespace Namesake.Policy.Conditions;

/// <summary>StringEquals, StringEqualsIgnoreCase, StringLike and their negations.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String</remarks>
public sealed class StringMatcher(string value, bool wildcards, bool variables, bool ignoreCase) : ValueMatcher
{
    public TextTemplate Template { get; } = TextTemplate.Parse(value, wildcards, variables, ignoreCase);

    public override bool Matches(string value, RequestContext context) =>
        Template.TryResolve(context, out var glob) && glob.Matches(value);

    public override string? WhyDead(RequestContext context) =>
        Template.FirstUnresolved(context) is { } variable ? $"${{{variable.Key}}} has no value for this caller" : null;
}
