namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail without log file validation.</summary>
public sealed class TrailWithoutValidation : IRule
{
    public string Code => "trail-without-validation";

    public string Title => "a trail without log file validation";

    public FindingSeverity Severity => FindingSeverity.Medium;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.EachTrail.Where(t => !t.HasDigests).Select(t => new Finding(
            Code, Severity, Subjects.Of(t), $"the trail {t.Arn} writes no digests: a log file that is changed or deleted is not noticed", "'aws cloudtrail update-trail --enable-log-file-validation', then check with 'namesake verify'"));
}
