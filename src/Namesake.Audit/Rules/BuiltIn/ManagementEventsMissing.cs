using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>An account whose trails leave out management events.</summary>
/// <remarks>
/// AssumeRole is an event that reads (<c>readOnly: true</c>): without reads no chain can be followed by its keys.
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
/// </remarks>
public sealed class ManagementEventsMissing : IRule
{
    public string Code => "management-events-missing";

    public string Title => "an account whose trails leave out management events";

    public FindingSeverity Severity => FindingSeverity.High;

    public IEnumerable<Finding> Find(RuleFacts facts)
    {
        foreach (var account in facts.Trails)
        {
            var trails = account.Recording.ToList();
            // An account without a trail is another rule's; a trail that nobody could ask may record everything.
            if (trails.Count == 0 || trails.Exists(t => t.Events is null) || Missing([.. trails.Select(t => t.Events!)]).ToList() is not { Count: > 0 } missing) continue;
            yield return new Finding(Code, Severity, Subjects.OfAccount(account.Account), $"no trail of account {account.Account} records {string.Join(" or ", missing)}", "record management events, reads and writes, in one trail: 'aws cloudtrail put-event-selectors'");
        }
    }

    private static IEnumerable<string> Missing(List<TrailSelection> selections)
    {
        if (!selections.Exists(s => s.ReadsManagement)) yield return "management events that read, of which AssumeRole is one: issuing events are missing";
        if (!selections.Exists(s => s.WritesManagement)) yield return "management events that write, such as changes of trust policies";
    }
}
