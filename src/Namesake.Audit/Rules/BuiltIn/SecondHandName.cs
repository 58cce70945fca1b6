namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A session that bears the name of somebody else than its keys were issued to.</summary>
public sealed class SecondHandName : IRule
{
    public string Code => "second-hand-name";

    public string Title => "a session that bears the name of somebody else than its keys were issued to";

    public FindingSeverity Severity => FindingSeverity.Critical;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.Sessions.Where(s => s.Contradiction is not null).Select(s => new Finding(
            Code, Severity, Subjects.Of(s), $"{s.Contradiction}",
            "ask the person whom the keys tell of; make the role demand its callers' own names ('namesake fix')"));
}
