using Namesake.Sessions.Attributions;

namespace Namesake.Audit.Rules.BuiltIn;

/// <summary>A role that was used in a session of which nothing proves who it was.</summary>
/// <remarks>A finding for each role, not for each session: a role that proves nobody does so all day.</remarks>
public sealed class UnattributableUse : IRule
{
    public string Code => "unattributable-use";

    public string Title => "a role that was used in a session of which nothing proves who it was";

    public FindingSeverity Severity => FindingSeverity.Medium;

    public IEnumerable<Finding> Find(RuleFacts facts)
    {
        var exempt = facts.ExemptRoles();
        foreach (var role in facts.Sessions.Where(IsUnproved).GroupBy(s => s.RoleArn!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            if (!exempt.Contains(role.Key))
                yield return new Finding(Code, Severity, Subjects.OfRole(role.Key), Sentence([.. role.OrderByDescending(s => s.Last)]), "look for the issuing events ('namesake gaps'), and make the role demand its callers' own names");
    }

    private static bool IsUnproved(SessionFact session) =>
        session is { RoleArn: not null, IsWorkload: false, Evidence: Evidence.ClaimedName or Evidence.Ambiguous or Evidence.None };

    private static string Sentence(List<SessionFact> sessions) =>
        $"{(sessions.Count == 1 ? "a session proves" : $"{sessions.Count} sessions prove")} nobody; the latest is \"{sessions[0].SessionName}\"{sessions[0].Evidence switch
        {
            Evidence.ClaimedName => $": only a name says that it is {sessions[0].Person ?? "somebody"}",
            Evidence.Ambiguous => ", which several may be",
            _ => ", of which nothing tells who it is",
        }}";
}
