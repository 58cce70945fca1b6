namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>An account without a trail that records all Regions.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html</remarks>
public sealed class NoMultiRegionTrail : IRule
{
    public string Code => "no-multi-region-trail";

    public string Title => "an account without a trail that records all Regions";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts) =>
        facts.Trails.Where(a => !a.Recording.Any(t => t.IsMultiRegion)).Select(a => new Finding(
            Code, Severity, Subjects.OfAccount(a.Account),
            a.Trails.IsEmpty ? $"account {a.Account} has no trail: nobody can say who did what" : $"no trail of account {a.Account} that records is of all Regions: roles assumed elsewhere leave no trace",
            "make a trail of all Regions, for the organization where there is one"));
}
