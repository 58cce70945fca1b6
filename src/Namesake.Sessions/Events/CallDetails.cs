namespace Namesake.Sessions.Events;

/// <summary>
/// What the issuing event tells of the call beside who made it and what came of it: the condition keys of a trust policy are
/// about these, and the tool by which it was made.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
/// </remarks>
/// <param name="UserAgent">The program that called, as it calls itself; cut off where it is too long.</param>
/// <param name="ExternalId">The external id that was given; AWS does not hold it to be a secret.</param>
/// <param name="Provider">The SAML or OIDC provider whose assertion or token was brought, as an ARN or the name of a built-in one.</param>
/// <param name="Audience">For whom the assertion or the token was made out.</param>
/// <param name="Mfa">Whether the caller had shown a second factor; null where the request said neither, as one by a long-term key.</param>
/// <param name="Tagged">Whether session tags were passed.</param>
public sealed record CallDetails(string? UserAgent, string? ExternalId, string? Provider, string? Audience, bool? Mfa, bool Tagged)
{
    /// <summary>The longest user agent that is kept, in characters; CloudTrail itself cuts them at 1 KB.</summary>
    public const int LongestAgent = 1_024;
}
