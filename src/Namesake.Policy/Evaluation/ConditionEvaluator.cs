using Namesake.Policy.Conditions;
using Namesake.Policy.Model;

namespace Namesake.Policy.Evaluation;

/// <summary>Whether a condition holds, and what decided it.</summary>
public readonly record struct ConditionOutcome(bool Holds, ConditionReason Reason, string? RequestValue, PolicyText? PolicyValue);

/// <summary>What decided a condition.</summary>
public enum ConditionReason
{
    /// <summary>A request value matches a policy value.</summary>
    Matched,

    /// <summary>No request value matches any policy value.</summary>
    NothingMatched,

    /// <summary>The request has no such key.</summary>
    KeyAbsent,

    /// <summary>The request has the key: what a Null test asks.</summary>
    KeyPresent,
}

/// <summary>Decides one condition against one request: negation, IfExists, set operators, absent keys.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html</remarks>
public static class ConditionEvaluator
{
    public static ConditionOutcome Evaluate(ConditionTest test, RequestContext context)
    {
        var present = context.TryGet(test.Key.Text, out var value);
        var op = test.Operator;
        if (op.Family == OperatorFamily.Null) return EvaluateNull(test, present);
        if (!present) return new(HoldsWhenAbsent(op), ConditionReason.KeyAbsent, null, null);
        return op.Set switch
        {
            SetOperator.ForAllValues => ForAll(test, value, context),
            SetOperator.ForAnyValue => ForAny(test, value, context),
            _ => Plain(test, value, context),
        };
    }

    // ForAnyValue with IfExists is nowhere documented; people who tried it report that AWS denies (verify).
    private static bool HoldsWhenAbsent(ConditionOperator op) => op.Set switch
    {
        SetOperator.ForAllValues => true,
        SetOperator.ForAnyValue => false,
        _ => op.Negated || op.IfExists,
    };

    private static ConditionOutcome EvaluateNull(ConditionTest test, bool present)
    {
        var reason = present ? ConditionReason.KeyPresent : ConditionReason.KeyAbsent;
        for (var i = 0; i < test.Matchers.Length; i++)
            if (test.Matchers[i] is NullMatcher { MustBeAbsent: { } absent } && absent != present)
                return new(true, reason, null, test.Values[i]);
        return new(false, reason, null, null);
    }

    // A multi-valued key under an operator without a set prefix is outside what IAM documents; it is read as ForAnyValue
    // for positive operators and as its opposite for negated ones, which never lets more in than the negation would.
    private static ConditionOutcome Plain(ConditionTest test, ContextValue value, RequestContext context)
    {
        foreach (var given in value.Values)
            if (FirstMatch(test, given, context) is { } match)
                return new(!test.Operator.Negated, ConditionReason.Matched, given, match);
        return new(test.Operator.Negated, ConditionReason.NothingMatched, value.Values[0], null);
    }

    private static ConditionOutcome ForAll(ConditionTest test, ContextValue value, RequestContext context)
    {
        ConditionOutcome last = default;
        foreach (var given in value.Values)
        {
            last = Alone(test, given, context);
            if (!last.Holds) return last;
        }
        return last;
    }

    private static ConditionOutcome ForAny(ConditionTest test, ContextValue value, RequestContext context)
    {
        ConditionOutcome last = default;
        foreach (var given in value.Values)
        {
            last = Alone(test, given, context);
            if (last.Holds) return last;
        }
        return last;
    }

    private static ConditionOutcome Alone(ConditionTest test, string given, RequestContext context)
    {
        var match = FirstMatch(test, given, context);
        var reason = match is null ? ConditionReason.NothingMatched : ConditionReason.Matched;
        return new(match is not null != test.Operator.Negated, reason, given, match);
    }

    private static PolicyText? FirstMatch(ConditionTest test, string given, RequestContext context)
    {
        for (var i = 0; i < test.Matchers.Length; i++)
            if (test.Matchers[i].Matches(given, context))
                return test.Values[i];
        return null;
    }
}
