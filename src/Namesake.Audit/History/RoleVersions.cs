using Namesake.Audit.Findings;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Sessions.Events;

namespace Namesake.Audit.History;

/// <summary>The versions of one role's trust policy, each with its verdict.</summary>
public static class RoleVersions
{
    /// <param name="changes">What is known of one role: events that change its policy, and looks at it, in any order.</param>
    /// <param name="arn">The role's ARN, where it is known; its path may tell that its owner cannot edit it.</param>
    /// <returns>In the order of time. Writing or seeing what was there already makes no version.</returns>
    public static IReadOnlyList<PolicyVersion> Of(IEnumerable<PolicyChange> changes, Arn? arn)
    {
        var versions = new List<PolicyVersion>();
        string? text = null;
        foreach (var change in changes.Distinct().OrderBy(c => c.Time).ThenBy(c => c.Id))
        {
            var next = change.Document is { } document ? PlainText.Of(document) : null;
            if (versions is [.., var last])
            {
                if (Repeats(last.Begin, text, change, next))
                {
                    versions[^1] = last with { LastSeen = change.Time };
                    continue;
                }
                versions[^1] = last with { Until = change.Time };
            }
            versions.Add(new PolicyVersion(change, null, change.Time, Judge(change, arn)));
            text = next;
        }
        return versions;
    }

    // A policy that the log hides is like no other.
    private static bool Repeats(PolicyChange last, string? lastText, PolicyChange change, string? text) =>
        change.EventName == "DeleteRole" ? last.EventName == "DeleteRole" : text is not null && text == lastText;

    private static RoleFinding? Judge(PolicyChange change, Arn? arn)
    {
        if (change.Document is not { } document) return null;
        var role = new Role(arn?.ToString(), change.RoleName, arn is null ? null : PathOf(arn), PolicyParser.Parse(document), new SourcePlace(null, 1, 1));
        return RoleAudit.Run([role], []).Findings[0];
    }

    private static string PathOf(Arn arn) => $"/{arn.ResourceId[..(arn.ResourceId.LastIndexOf('/') + 1)]}";
}
