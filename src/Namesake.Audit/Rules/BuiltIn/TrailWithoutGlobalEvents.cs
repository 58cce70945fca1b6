namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail that leaves out the events of global services.</summary>
public sealed class TrailWithoutGlobalEvents : IRule
{
    public string Code => "trail-without-global-events";

    public string Title => "a trail that leaves out the events of global services";

    public FindingSeverity Severity => FindingSeverity.Medium;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.EachTrail.Where(t => !t.HasGlobalEvents && t.IsMultiRegion).Select(t => new Finding(
            Code, Severity, Subjects.Of(t), $"the trail {t.Arn} leaves out global services: IAM's changes of roles and calls of STS's global endpoint are missing", "'aws cloudtrail update-trail --include-global-service-events'"));
}
