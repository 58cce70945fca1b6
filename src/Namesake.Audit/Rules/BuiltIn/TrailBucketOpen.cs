namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail whose bucket does not block public access.</summary>
public sealed class TrailBucketOpen : IRule
{
    public string Code => "trail-bucket-open";

    public string Title => "a trail whose bucket does not block public access";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.EachTrail.Where(t => t.Bucket.IsClosed == false).Select(t => new Finding(
            Code, Severity, Subjects.Of(t), $"the bucket {t.Bucket.Name} of the trail {t.Arn} does not block all public access", "turn on all four settings of S3 Block Public Access for the bucket"));
}
