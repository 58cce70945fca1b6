using Namesake.Policy.Model;

namespace Namesake.Policy.Evaluation;

/// <summary>Says in words why a condition held or not.</summary>
internal static class ConditionWords
{
    public static ConditionTrace Trace(ConditionTest test, RequestContext context)
    {
        var outcome = ConditionEvaluator.Evaluate(test, context);
        return new ConditionTrace(test, outcome.Holds, Why(test, outcome, context));
    }

    private static string Why(ConditionTest test, ConditionOutcome outcome, RequestContext context) => outcome.Reason switch
    {
        ConditionReason.KeyAbsent => $"the request has no {test.Key.Text}{AbsentRule(test, outcome.Holds)}",
        ConditionReason.KeyPresent => $"the request has {test.Key.Text}",
        ConditionReason.Matched => $"\"{outcome.RequestValue}\" matches \"{outcome.PolicyValue!.Text}\"{Filled(outcome.PolicyValue.Text, test, context)}",
        _ => $"\"{outcome.RequestValue}\" matches none of the values{Dead(test, context)}",
    };

    private static string AbsentRule(ConditionTest test, bool holds) => (test.Operator, holds) switch
    {
        ({ Family: OperatorFamily.Null }, _) => "",
        ({ IfExists: true }, true) => ", and IfExists then holds",
        ({ Set: SetOperator.ForAllValues }, true) => ", and ForAllValues then holds",
        (_, true) => ", and a negated operator then holds",
        _ => "",
    };

    private static string Filled(string policyValue, ConditionTest test, RequestContext context)
    {
        var index = test.Values.ToList().FindIndex(v => v.Text == policyValue);
        var template = index < 0 ? null : (test.Matchers[index] as Conditions.StringMatcher)?.Template;
        if (template is not { HasVariables: true }) return "";
        var values = template.Variables.Select(v => $"{v.Key} is \"{context.VariableValue(v)}\"");
        return $" where {string.Join(" and ", values)}";
    }

    private static string Dead(ConditionTest test, RequestContext context)
    {
        foreach (var matcher in test.Matchers)
            if (matcher.WhyDead(context) is { } why)
                return $": {why}";
        return "";
    }
}
