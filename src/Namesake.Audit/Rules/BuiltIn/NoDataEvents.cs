using Namesake.Audit.Findings;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>An account with roles for people, of which no trail records data events.</summary>
/// <remarks>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html</remarks>
public sealed class NoDataEvents : IRule
{
    public string Code => "no-data-events";

    public string Title => "an account with roles for people, of which no trail records data events";

    public FindingSeverity Severity => FindingSeverity.Low;

    public IEnumerable<Finding> Find(RuleFacts facts)
    {
        var withRoles = facts.Roles.Where(r => r.Standing is not (Standing.Workload or Standing.Closed)).Select(r => Subjects.Of(r.Role).Account).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var account in facts.Trails)
            if (withRoles.Contains(account.Account) && account.Recording.ToList() is { Count: > 0 } trails && trails.TrueForAll(t => t.Events is { DataResources.IsEmpty: true }))
                yield return new Finding(
                    Code, Severity, Subjects.OfAccount(account.Account), $"no trail of account {account.Account} records data events: who read or wrote objects, items or secrets' values through its roles leaves no trace",
                    "record the data events of the buckets, tables and functions that matter: 'aws cloudtrail put-event-selectors'");
    }
}
