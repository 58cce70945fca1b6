namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail that could not deliver its latest log file.</summary>
public sealed class TrailDeliveryFault : IRule
{
    public string Code => "trail-delivery-fault";

    public string Title => "a trail that could not deliver its latest log file";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.EachTrail.Where(t => t.DeliveryFault is not null).Select(t => new Finding(
            Code, Severity, Subjects.Of(t), $"the trail {t.Arn} cannot deliver: {t.DeliveryFault}", "mend the bucket's policy, or the key's: CloudTrail delivers late events for a month at most, then they are lost"));
}
