namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail whose logs are deleted within a year.</summary>
/// <remarks>A year is what PCI DSS 4.0, requirement 10.5.1, asks for; a trail's bucket without a lifecycle rule keeps them for ever.</remarks>
public sealed class ShortRetention : IRule
{
    /// <summary>How long logs are to be kept, in days.</summary>
    public const int Days = 365;

    public string Code => "trail-short-retention";

    public string Title => "a trail whose logs are deleted within a year";

    public FindingSeverity Severity => FindingSeverity.Medium;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.EachTrail.Where(t => t.Bucket.KeepsDays < Days).Select(t => new Finding(
            Code, Severity, Subjects.Of(t), $"a lifecycle rule of the bucket {t.Bucket.Name} deletes the logs of the trail {t.Arn} after {t.Bucket.KeepsDays} days",
            $"keep them for {Days} days at least, or import them into a ledger before they go"));
}
