namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>An exemption whose last day is over.</summary>
public sealed class ExpiredExemption : IRule
{
    public string Code => "expired-exemption";

    public string Title => "an exemption whose last day is over";

    public FindingSeverity Severity => FindingSeverity.Medium;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.Exemptions.Where(e => e.HasExpired(facts.Today)).Select(e => new Finding(
            Code, Severity, Subjects.Of(e), $"the exemption of \"{e.Pattern}\" ({e.Reason}) ended on {Moments.Of(e.Expires)}: its roles are judged again",
            $"let {e.Owner} mend the roles, or say until when they are to be left alone ({e.Place})"));
}
