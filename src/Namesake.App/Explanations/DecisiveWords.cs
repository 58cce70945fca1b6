using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Questions;
using Namesake.Prover.Replay;

namespace Namesake.App.Explanations;

/// <summary>What a verdict turns on, in a sentence for under the element.</summary>
internal static class DecisiveWords
{
    // The head of the explanation says it of the role; under a condition it would be said of the condition.
    private const string OfTheRole = "nobody can assume the role: ";

    public static (SourcePlace Place, string Text)? Of(RoleFinding finding)
    {
        // What was not understood has its diagnostics.
        if (finding.Answer is not { } answer || finding.Role.TrustPolicy.HasErrors) return null;
        var (statement, condition) = (finding.Decisive.Statement, finding.Decisive.Condition ?? NameCondition(finding));
        var place = condition?.Key.Place ?? (statement is null ? answer.Place : Explanation.PlaceOf(statement));
        if (place is null) return null;
        var text = answer switch
        {
            { Verdict: Verdict.Forgeable, Witness: { } witness } when finding.Decisive.Condition is { } test =>
                $"{test.Operator} lets {Pair(witness)} share the name \"{witness.First.SessionName}\"",
            { Verdict: Verdict.Forgeable, Witness: { } witness } => $"nothing here keeps {Pair(witness)} from sharing the name \"{witness.First.SessionName}\"",
            { Verdict: Verdict.Closed } when condition is not null => $"never lets anybody pass: {Short(answer.Reason)}",
            { Verdict: Verdict.Closed } => Short(answer.Reason),
            { Verdict: Verdict.Unknown } => $"in the way: {answer.Reason}",
            { Verdict: Verdict.Workload } => null,
            _ => answer.Reason,
        };
        return text is null ? null : (place, text);
    }

    /// <summary>The condition of the deciding statement that ties the name, of a role that is fine.</summary>
    private static ConditionTest? NameCondition(RoleFinding finding)
    {
        var key = finding.Answer?.Carrier switch
        {
            Carrier.SessionName => KeyCatalogue.SessionName,
            Carrier.SourceIdentity => KeyCatalogue.SourceIdentity,
            _ => null,
        };
        return key is null ? null : finding.Decisive.Statement?.Conditions.FirstOrDefault(t => KeyCatalogue.Is(t.Key.Text, key));
    }

    private static string Short(string reason) => reason.StartsWith(OfTheRole, StringComparison.Ordinal) ? reason[OfTheRole.Length..] : reason;

    private static string Pair(Witness witness)
    {
        var (first, second) = (witness.First.Caller, witness.Second.Caller);
        var (one, other) = (NameOf(first), NameOf(second));
        return one == other ? $"{one} of {SpaceOf(first)} and {other} of {SpaceOf(second)}" : $"{one} and {other}";
    }

    private static string NameOf(Caller caller) => caller.OwnSessionName ?? caller.UserName ?? caller.Arn;

    private static string SpaceOf(Caller caller) => caller.Kind switch
    {
        CallerKind.IamUser => $"account {caller.Account}",
        CallerKind.RoleSession => caller.PrincipalArn,
        _ => caller.Arn,
    };
}
