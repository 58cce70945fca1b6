using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws;

/// <summary>What went wrong with a call to AWS, for a person.</summary>
/// <param name="Code">Stable, in kebab case.</param>
/// <param name="Message">A sentence without its full stop.</param>
/// <param name="IsLasting">Whether the same call would fail again, whatever object or folder it is for.</param>
public sealed record AwsFault(string Code, string Message, bool IsLasting)
{
    /// <summary>Whether the same call may well succeed in a while.</summary>
    public bool IsPassing { get; init; }

    public const string NoCredentials = "no AWS credentials were found: choose a profile (AWS_PROFILE), sign in (aws sso login), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

    /// <summary>The code of a call that is not allowed.</summary>
    public const string Denied = "aws-denied";

    /// <summary>The code of credentials that are missing or not accepted.</summary>
    public const string BadCredentials = "aws-credentials";

    /// <summary>Whether an exception is a failed call, not a fault of this program or the end of it.</summary>
    public static bool Is(Exception e) =>
        e is AmazonServiceException or AmazonClientException
        || (e is OperationCanceledException ? e.InnerException is TimeoutException : e.GetBaseException() is SocketException or (IOException and not FileLoadException) or TimeoutException or AuthenticationException);

    /// <param name="e">What was thrown.</param>
    /// <param name="permission">What the caller must be allowed to do: <c>s3:GetObject on …</c>.</param>
    public static AwsFault Of(Exception e, string permission) => e switch
    {
        AmazonServiceException service => Of(service, permission),
        RoleNotAssumedException role => role.Fault,
        ProfileNotFoundException => new(BadCredentials, $"{First(e.Message)}: check --profile or AWS_PROFILE", true),
        // The SDK says it with an exception of its own only sometimes.
        AmazonClientException when e.Message.StartsWith("Unable to find the \"", StringComparison.Ordinal) => new(BadCredentials, $"{First(e.Message)}: check --profile or AWS_PROFILE", true),
        AmazonClientException when e.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
            new(BadCredentials, e.Message.StartsWith("Failed to resolve AWS credentials", StringComparison.Ordinal) ? NoCredentials : First(e.Message), true),
        AmazonClientException => new("aws-call", First(e.Message), true),
        _ => new("aws-unreachable", $"AWS cannot be reached: {First(e.GetBaseException() is TimeoutException timeout ? timeout.Message : e.Message)}", true) { IsPassing = true },
    };

    private static AwsFault Of(AmazonServiceException e, string permission) => e.ErrorCode switch
    {
        // Answers of a HEAD request have no body, and so no code but the status.
        "AccessDenied" or "AllAccessDisabled" or "AccessDeniedException" or "Forbidden" =>
            new(Denied, $"access is denied, {permission} is missing ({First(e.Message)})", false),
        "NoSuchBucket" => new("no-such-bucket", "there is no such bucket", true),
        "NoSuchKey" or "NotFound" => new("gone", "the object is not there any more", false),
        "PreconditionFailed" => new("changed", "the object was written anew since it was listed: run again", false),
        "InvalidObjectState" => new("archived", "the object is archived: restore it first", false),
        "ExpiredToken" or "ExpiredTokenException" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidClientTokenId" or "InvalidToken" or "RequestTimeTooSkewed" =>
            new(BadCredentials, $"AWS does not accept the credentials ({e.ErrorCode}): sign in again, or check --profile or AWS_PROFILE", true),
        "Throttling" or "ThrottlingException" or "TooManyRequestsException" or "RequestLimitExceeded" =>
            new("aws-throttled", $"AWS throttles these calls, and went on doing so ({e.ErrorCode}): run again later", false) { IsPassing = true },
        "PermanentRedirect" or "IllegalLocationConstraintException" or "AuthorizationHeaderMalformed" =>
            new("aws-region", $"the bucket is in another Region ({First(e.Message)}): set AWS_REGION", true),
        "AWS.SimpleQueueService.NonExistentQueue" or "QueueDoesNotExist" or "QueueDoesNotExistException" => new("no-such-queue", "there is no such queue in this Region and account", true),
        null or "" when e.InnerException is { } inner && Is(inner) => Of(inner, permission),
        _ => new("aws-call", e.ErrorCode is { Length: > 0 } code ? $"{First(e.Message)} ({code})" : First(e.Message), e.StatusCode is HttpStatusCode.Forbidden) { IsPassing = e.StatusCode >= HttpStatusCode.InternalServerError },
    };

    // The SDK's messages run over many lines.
    private static string First(string message)
    {
        var line = message.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        return (end < 0 ? line : line[..end]).TrimEnd(". ").ToString();
    }
}
