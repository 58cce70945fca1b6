using Namesake.Audit.Exemptions;
using Namesake.Policy.Model;
using Namesake.Sessions.Integrity;

namespace Namesake.Audit.Rules;

/// <summary>What findings are about.</summary>
public static class Subjects
{
    /// <summary>A role, by its ARN; by its name or place where it has none.</summary>
    public static FindingSubject Of(Role role) => OfRole(role.Arn ?? role.Label);

    public static FindingSubject OfRole(string arn) => new(SubjectKind.Role, arn, AccountOf(arn), null);

    /// <summary>A trail, in its home Region.</summary>
    public static FindingSubject Of(TrailSettings trail) => new(SubjectKind.Trail, trail.Arn, trail.Account, trail.HomeRegion);

    public static FindingSubject OfAccount(string account) => new(SubjectKind.Account, account, account, null);

    /// <summary>A session that something happened in: by its key, which tells it from others of its name, else by its ARN.</summary>
    public static FindingSubject Of(SessionFact session) => new(SubjectKind.Session, session.AccessKey ?? session.Arn ?? session.SessionName ?? "a session", session.Account, null);

    public static FindingSubject Of(Exemption exemption) => new(SubjectKind.Exemption, exemption.Pattern, null, null);

    private static string? AccountOf(string arn) => Arn.TryParse(arn, out var parsed) && parsed.Account.Length > 0 ? parsed.Account : null;
}
