using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Policy.Evaluation;

/// <summary>
/// One request against one policy, as IAM decides it: a matching Deny wins, else a matching Allow, else the request is
/// denied by silence. Only the one action of the request is judged; see <see cref="StsAdmission"/> for what else STS asks.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
public static class Evaluator
{
    public static Outcome Evaluate(PolicyDocument policy, RequestContext context, string action) =>
        Decide(policy, context, action).Outcome;

    /// <summary>The outcome and the statement that decided it, without the words of <see cref="Explain"/>.</summary>
    public static (Outcome Outcome, Statement? Deciding) Decide(PolicyDocument policy, RequestContext context, string action)
    {
        Statement? allow = null;
        foreach (var statement in policy.Statements)
        {
            if (statement.Effect == Effect.Allow && allow is not null) continue;
            if (Miss(statement, context, action) != StatementMiss.None) continue;
            if (statement.Effect == Effect.Deny) return (Outcome.ExplicitlyDenied, statement);
            allow = statement;
        }
        return (allow is null ? Outcome.ImplicitlyDenied : Outcome.Allowed, allow);
    }

    public static Decision Explain(PolicyDocument policy, RequestContext context, string action)
    {
        var traces = policy.Statements.Select(s => Trace(s, context, action)).ToImmutableArray();
        var (outcome, deciding) = Decide(policy, context, action);
        return new Decision(outcome, deciding, traces);
    }

    /// <summary>Whether the statement speaks of this request: principal, action and every condition.</summary>
    public static bool Applies(Statement statement, RequestContext context, string action) =>
        Miss(statement, context, action) == StatementMiss.None;

    private static StatementMiss Miss(Statement statement, RequestContext context, string action)
    {
        if (!MatchesPrincipal(statement.Principal, context)) return StatementMiss.Principal;
        if (statement.Action?.Matches(action) != true) return StatementMiss.Action;
        foreach (var test in statement.Conditions)
            if (!ConditionEvaluator.Evaluate(test, context).Holds)
                return StatementMiss.Condition;
        return StatementMiss.None;
    }

    private static StatementTrace Trace(Statement statement, RequestContext context, string action)
    {
        var miss = Miss(statement, context, action);
        return miss is StatementMiss.Principal or StatementMiss.Action
            ? new StatementTrace(statement, miss, [])
            : new StatementTrace(statement, miss, [.. statement.Conditions.Select(t => ConditionWords.Trace(t, context))]);
    }

    // Policies of organizations have no principal: they speak of everyone in the account they are attached to.
    public static bool MatchesPrincipal(PrincipalElement? element, RequestContext context)
    {
        if (element is null) return true;
        foreach (var principal in element.Principals)
            if (principal.Matches(context.Request.Caller, context.PrincipalArn))
                return !element.Negated;
        return element.Negated;
    }
}
