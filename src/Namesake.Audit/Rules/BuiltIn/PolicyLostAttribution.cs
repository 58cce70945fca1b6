namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A change of a trust policy after which sessions do not bear their caller's name any more.</summary>
/// <remarks>Told as long as it lasts: a later change that mends the policy ends it.</remarks>
public sealed class PolicyLostAttribution : IRule
{
    public string Code => "policy-lost-attribution";

    public string Title => "a change of a trust policy after which sessions do not bear their caller's name any more";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts)
    {
        var exempt = facts.ExemptRoles();
        foreach (var role in facts.PolicyTurns.GroupBy(t => t.RoleArn, StringComparer.Ordinal))
        {
            // What was lost may have been changed again since, and still not tell.
            if (exempt.Contains(role.Key) || !role.Last().IsLost || role.LastOrDefault(t => t.LosesAttribution) is not { } loss) continue;
            yield return new Finding(Code, Severity, Subjects.OfRole(role.Key), Sentence(loss), "take the change back, or run 'namesake fix' on the role");
        }
    }

    private static string Sentence(PolicyTurn loss) =>
        $"its trust policy was {loss.VerdictBefore.ToString().ToLowerInvariant()} until {loss.After.EventName}{(loss.By is null ? "" : $" by {loss.By}")} ({Moments.Of(loss.After.Time)}, {loss.After.Id}), and is {loss.AnswerAfter.Verdict.ToString().ToLowerInvariant()} since: {loss.AnswerAfter.Reason}";
}
