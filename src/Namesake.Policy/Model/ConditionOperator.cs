namespace Namesake.Policy.Model;

/// <summary>The set operator before a condition operator.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html</remarks>
public enum SetOperator
{
    None,
    ForAllValues,
    ForAnyValue,
}

/// <summary>The families of condition operators. How each compares is in Conditions/, a file a family.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html</remarks>
public enum OperatorFamily
{
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    ArnLike,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    Null,
}

/// <summary>A condition operator as it stands in a policy.</summary>
/// <param name="Name">Its text, set operator and suffix included.</param>
/// <param name="Family">How it compares.</param>
/// <param name="Negated">Whether it holds when no value matches (StringNotEquals, NotIpAddress, …).</param>
/// <param name="IfExists">Whether it holds when the key is absent, by the suffix.</param>
/// <param name="Set">Its set operator.</param>
public sealed record ConditionOperator(string Name, OperatorFamily Family, bool Negated, bool IfExists, SetOperator Set)
{
    /// <summary>Whether policy variables are replaced in its values, under version 2012-10-17.</summary>
    /// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse</remarks>
    public bool TakesVariables => Family is OperatorFamily.StringEquals or OperatorFamily.StringEqualsIgnoreCase
        or OperatorFamily.StringLike or OperatorFamily.ArnLike;

    /// <summary>Whether it can hold only when the key is there.</summary>
    public bool NeedsKey => Family != OperatorFamily.Null && !IfExists && Set switch
    {
        SetOperator.ForAnyValue => true,
        SetOperator.ForAllValues => false,
        _ => !Negated,
    };

    public override string ToString() => Name;
}
