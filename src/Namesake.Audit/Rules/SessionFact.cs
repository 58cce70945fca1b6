using Namesake.Sessions.Attributions;
using Namesake.Sessions.Events;

namespace Namesake.Audit.Rules;

/// <summary>A session and who is behind it.</summary>
/// <param name="AccessKey">Its access key; null for a console session, which has many.</param>
/// <param name="Arn">The session's ARN; null where the log does not tell.</param>
/// <param name="RoleArn">The role; null for what is no role session.</param>
/// <param name="Account">The account of the identity.</param>
/// <param name="SessionName">Its name.</param>
/// <param name="Person">Who is behind it, as a person calls it; null where nothing tells.</param>
/// <param name="Evidence">How strong that is.</param>
/// <param name="Contradiction">A name that says otherwise than the keys.</param>
/// <param name="IsWorkload">Whether an instance, a function or a service acts, and nobody in person.</param>
/// <param name="First">The time of its first event, in milliseconds since 1970.</param>
/// <param name="Last">The time of its last event.</param>
public sealed record SessionFact(
    string? AccessKey, string? Arn, string? RoleArn, string? Account, string? SessionName, string? Person, Evidence Evidence, string? Contradiction,
    bool IsWorkload, long First, long Last)
{
    /// <summary>The session of an answer.</summary>
    public static SessionFact Of(SessionAnswer session) => Of(session.First, session.Last);

    /// <summary>The session that an event was done in, as far as this event tells.</summary>
    public static SessionFact Of(Attribution attribution) => Of(attribution, attribution.Event.Time);

    private static SessionFact Of(Attribution first, long last)
    {
        var (identity, answer) = (first.Event.Identity, first.Answer);
        return new SessionFact(
            identity.IsToldByCreation(first.Event.FromConsole) ? null : identity.AccessKeyId, identity.IsSession ? identity.Arn : null, identity.RoleArn, identity.AccountId, identity.SessionName,
            answer.Origin?.Label, answer.Evidence, answer.Contradiction, IsOfWorkload(identity, answer), first.Event.Time, last);
    }

    // Service-linked roles and services that assume a role are nobody in person, whatever the evidence.
    private static bool IsOfWorkload(UserIdentity identity, Answer answer) =>
        answer.Origin is { Type: "AWSService" } || identity.ServiceOfLinkedRole is not null || Workload.Of(identity, answer) is not null;
}
