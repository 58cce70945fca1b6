namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail that does not record.</summary>
public sealed class TrailNotLogging : IRule
{
    public string Code => "trail-not-logging";

    public string Title => "a trail that does not record";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.EachTrail.Where(t => t.IsLogging == false).Select(t => new Finding(
            Code, Severity, Subjects.Of(t), $"the trail {t.Arn} does not record: what happens now, nobody will know", "start it: 'aws cloudtrail start-logging', and find out who stopped it (StopLogging)"));
}
