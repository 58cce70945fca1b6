using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Policy.Conditions;

/// <summary>
/// One policy value of a condition, made ready to compare. It says whether a request value matches; negation, set
/// operators and absent keys are the business of <see cref="ConditionEvaluator"/>.
/// </summary>
public abstract class ValueMatcher
{
    public abstract bool Matches(string value, RequestContext context);

    /// <summary>Why this value can match nothing in this request, or null: an unresolved variable, a text that is no number, …</summary>
    public virtual string? WhyDead(RequestContext context) => null;

    /// <summary>
    /// For ordered values: texts on the bound and on both sides of it, so that those of several matchers of one family
    /// together meet every way in which a value can lie to them. Empty where values have no order.
    /// </summary>
    public virtual IEnumerable<string> Boundaries => [];

    public static ValueMatcher For(ConditionOperator op, string value, LanguageVersion version)
    {
        var variables = version == LanguageVersion.V2012 && op.TakesVariables;
        return op.Family switch
        {
            OperatorFamily.StringEquals => new StringMatcher(value, wildcards: false, variables, ignoreCase: false),
            OperatorFamily.StringEqualsIgnoreCase => new StringMatcher(value, wildcards: false, variables, ignoreCase: true),
            OperatorFamily.StringLike => new StringMatcher(value, wildcards: true, variables, ignoreCase: false),
            OperatorFamily.ArnLike => new ArnMatcher(value, variables),
            OperatorFamily.Bool => new BoolMatcher(value),
            OperatorFamily.BinaryEquals => new BinaryMatcher(value),
            OperatorFamily.IpAddress => new IpAddressMatcher(value),
            OperatorFamily.Null => new NullMatcher(value),
            OperatorFamily.NumericEquals => new NumericMatcher(value, Comparison.Equal),
            OperatorFamily.NumericLessThan => new NumericMatcher(value, Comparison.Less),
            OperatorFamily.NumericLessThanEquals => new NumericMatcher(value, Comparison.LessOrEqual),
            OperatorFamily.NumericGreaterThan => new NumericMatcher(value, Comparison.Greater),
            OperatorFamily.NumericGreaterThanEquals => new NumericMatcher(value, Comparison.GreaterOrEqual),
            OperatorFamily.DateEquals => new DateMatcher(value, Comparison.Equal),
            OperatorFamily.DateLessThan => new DateMatcher(value, Comparison.Less),
            OperatorFamily.DateLessThanEquals => new DateMatcher(value, Comparison.LessOrEqual),
            OperatorFamily.DateGreaterThan => new DateMatcher(value, Comparison.Greater),
            OperatorFamily.DateGreaterThanEquals => new DateMatcher(value, Comparison.GreaterOrEqual),
            _ => throw new ArgumentOutOfRangeException(nameof(op), op.Family, "a family without a matcher"),
        };
    }
}

/// <summary>How an ordered value must lie to the policy's.</summary>
public enum Comparison
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal static class ComparisonRules
{
    public static bool Holds(this Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        _ => order >= 0,
    };
}
