using Namesake.Ledger;
using Namesake.Sources.Aws;
using Namesake.Sources.Aws.Services;

namespace Namesake.App.Apply;

/// <summary>A role's trust policy as AWS has it now.</summary>
/// <param name="Arn">The role's ARN.</param>
/// <param name="Text">The document, to the letter.</param>
internal sealed record LiveTrust(string Arn, string Text);

/// <summary>Reads and writes the trust policies of one account. Both fail as calls to AWS do.</summary>
/// <param name="Read">Reads that of a role by its name.</param>
/// <param name="Write">Puts a document in its place.</param>
internal sealed record TrustAccess(Func<string, CancellationToken, Task<LiveTrust>> Read, Func<string, string, CancellationToken, Task> Write)
{
    /// <summary>Whether an exception is a failed call, and not a journal that cannot be written to: what AWS was told before that stands.</summary>
    public static bool Failed(Exception e) => e is not LedgerException && AwsFault.Is(e);

    /// <remarks>
    /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html: the document is URL-encoded by RFC 3986.
    /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
    /// </remarks>
    public static TrustAccess Of(AwsApi iam) => new(
        async (role, cancellation) =>
        {
            var answer = (await iam.Call(AwsRequest.Query("GetRole", ("RoleName", role)), cancellation)).Xml().Element("GetRoleResult")?.Element("Role");
            return answer?.Element("Arn")?.Value is { } arn && answer.Element("AssumeRolePolicyDocument")?.Value is { } document
                ? new LiveTrust(arn, Uri.UnescapeDataString(document))
                : throw new IOException($"the answer about role {role} shows no trust policy: is there something else in the place of AWS?");
        },
        (role, document, cancellation) => iam.Call(AwsRequest.Query("UpdateAssumeRolePolicy", ("RoleName", role), ("PolicyDocument", document)), cancellation));
}
