using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Rules;

/// <summary>A change of a role's trust policy, and what it made of the verdict.</summary>
/// <param name="RoleArn">The role.</param>
/// <param name="Before">The change or look by which the policy before it is known.</param>
/// <param name="After">The change, or the look that shows it.</param>
/// <param name="VerdictBefore">The verdict before it.</param>
/// <param name="AnswerAfter">The answer after it.</param>
public sealed record PolicyTurn(string RoleArn, PolicyChange Before, PolicyChange After, Verdict VerdictBefore, RoleAnswer AnswerAfter)
{
    /// <summary>Whether sessions bore their caller's name before it and do not after it, or it is not known.</summary>
    public bool LosesAttribution => VerdictBefore is Verdict.Attributable or Verdict.Federated && IsLost;

    /// <summary>Whether sessions do not bear their caller's name after it, or it is not known.</summary>
    public bool IsLost => AnswerAfter.Verdict is Verdict.Forgeable or Verdict.Unknown;

    /// <summary>Who changed it, as a person calls him; null where nobody asked, or nothing tells.</summary>
    public string? By { get; init; }

    /// <summary>The turns of each role, in the order of time. A policy that was deleted and made anew counts as changed.</summary>
    /// <param name="changes">Changes and looks, in any order; one that is told twice counts once.</param>
    /// <param name="arnOf">The ARN of a role by account and name: logs tell no path.</param>
    public static ImmutableArray<PolicyTurn> Of(IEnumerable<PolicyChange> changes, Func<string, string, string> arnOf)
    {
        var turns = ImmutableArray.CreateBuilder<PolicyTurn>();
        foreach (var role in changes.Where(c => c.Document is not null).Distinct().GroupBy(c => (c.Account, c.RoleName.ToLowerInvariant())))
        {
            var arn = arnOf(role.Key.Account, role.First().RoleName);
            // Each text is asked about once: a role that is changed to and fro has few.
            var answers = new Dictionary<string, RoleAnswer>(StringComparer.Ordinal);
            RoleAnswer AnswerTo(string document) => answers.TryGetValue(document, out var known) ? known : answers[document] = Ask(document, arn);
            PolicyChange? before = null;
            foreach (var change in role.OrderBy(c => c.Time).ThenBy(c => c.Id))
            {
                if (before is not null && before.Document != change.Document) turns.Add(new PolicyTurn(arn, before, change, AnswerTo(before.Document!).Verdict, AnswerTo(change.Document!)));
                before = change;
            }
        }
        return turns.ToImmutable();
    }

    private static RoleAnswer Ask(string document, string arn) => Attributable.Ask(PolicyParser.Parse(document), trust => new PolicySet(trust, [], [], arn), Assumptions.None);
}
