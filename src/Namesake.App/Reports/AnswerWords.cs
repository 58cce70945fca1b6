using Namesake.Sessions.Attributions;

namespace Namesake.App.Reports;

/// <summary>What an answer says, in sentences.</summary>
internal static class AnswerWords
{
    /// <summary>The answer's reason, and what the event itself adds: a service that acts for the caller.</summary>
    public static string Reason(Attribution attribution)
    {
        var driven = attribution.Event.Identity.InvokedBy is { } service && attribution.Answer.Origin is { Type: not "AWSService" };
        return driven ? $"{attribution.Answer.Reason}; driven by {attribution.Event.Identity.InvokedBy} on the caller's behalf" : attribution.Answer.Reason;
    }

    /// <summary>Who it was, for the head of the answer.</summary>
    public static string Who(Answer answer) => answer switch
    {
        { Evidence: Evidence.Ambiguous } => $"one of {answer.Candidates.Length}: {string.Join(", ", answer.Candidates.Select(c => c.Origin.Label).Distinct(StringComparer.Ordinal))}",
        { Origin: null } => "nobody can be named",
        { Grant.IsAgent: true, Origin: { } origin } => $"an agent, authorized by {origin.Label}",
        { Origin: { } origin } => origin.Label,
    };

    /// <summary>What kind of identity the origin is.</summary>
    public static string Kind(Origin origin) => origin.Type switch
    {
        "IAMUser" => "IAM user",
        "SAMLUser" => "SAML user",
        "WebIdentityUser" => "web identity user",
        "IdentityCenterUser" => "IAM Identity Center user",
        "AWSService" => "AWS service",
        "AssumedRole" => "role session",
        "Unknown" => "by name only",
        var other => other,
    };
}
