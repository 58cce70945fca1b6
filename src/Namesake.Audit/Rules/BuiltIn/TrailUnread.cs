using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A trail of which nobody was allowed to ask everything.</summary>
/// <remarks>What is not known is not right: the other rules are silent about it, so this one tells.</remarks>
public sealed class TrailUnread : IRule
{
    public string Code => "trail-unread";

    public string Title => "a trail of which nobody was allowed to ask everything";

    public FindingSeverity Severity => FindingSeverity.Informational;

    public IEnumerable<Finding> Find(RuleFacts facts)
    {
        foreach (var trail in facts.EachTrail)
            if (Unread(trail).ToList() is { Count: > 0 } unread)
                yield return new Finding(Code, Severity, Subjects.Of(trail), $"of the trail {trail.Arn} it could not be asked {string.Join(", ", unread)}", "'namesake doctor' says which permissions are missing; of an organization's trail ask in the account that owns it");
    }

    private static IEnumerable<string> Unread(TrailSettings trail)
    {
        if (trail.IsLogging is null) yield return "whether it records";
        if (trail.Events is null) yield return "what it records";
        if (trail.Bucket.IsClosed is null) yield return "whether its bucket is closed";
        if (!trail.Bucket.IsKnown) yield return "how long its bucket keeps logs";
    }
}
