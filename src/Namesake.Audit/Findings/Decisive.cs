using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Findings;

/// <summary>What an answer turns on.</summary>
/// <param name="Statement">The statement that lets in whoever should not get in, or nobody.</param>
/// <param name="Condition">The condition that stops too little, can never hold, or is in the way of an answer.</param>
public sealed record Decisive(Statement? Statement, ConditionTest? Condition)
{
    public static readonly Decisive Nothing = new(null, null);

    public SourcePlace? Place => Condition?.Key.Place ?? Statement?.Place;

    internal static Decisive Of(PolicySet policies, RoleAnswer answer)
    {
        var (condition, place) = (answer.ConditionPlace, answer.Place);
        foreach (var statement in policies.Statements)
            if (statement.Conditions.FirstOrDefault(t => t.Key.Place == (condition ?? place)) is { } test)
                return new Decisive(statement, test);
        return new Decisive(policies.Statements.FirstOrDefault(s => s.Place == place), null);
    }
}
