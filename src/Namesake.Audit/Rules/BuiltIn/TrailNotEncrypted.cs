namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail whose logs are not encrypted with a key of the customer's own.</summary>
public sealed class TrailNotEncrypted : IRule
{
    public string Code => "trail-not-encrypted";

    public string Title => "a trail whose logs are not encrypted with a key of the customer's own";

    public FindingSeverity Severity => FindingSeverity.Low;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.EachTrail.Where(t => t.KmsKey is null).Select(t => new Finding(
            Code, Severity, Subjects.Of(t), $"the logs of the trail {t.Arn} are encrypted with S3's own key: whoever may read the bucket may read them", "give the trail a key of your own: 'aws cloudtrail update-trail --kms-key-id'"));
}
