using System.Globalization;
using System.Text.Json;

namespace Namesake.Ledger.Tests;

/// <summary>Events of a small made-up trail, as CloudTrail writes them. Times are minutes after midnight of 3 March 2025.</summary>
internal static class Trail
{
    public const string Account = "111122223333";

    private static readonly DateTime Midnight = new(2025, 3, 3, 0, 0, 0, DateTimeKind.Utc);

    public static long Time(double minute) => new DateTimeOffset(Midnight).ToUnixTimeMilliseconds() + (long)(minute * 60_000);

    public static string Text(double minute) => Midnight.AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A call by an IAM user's own key.</summary>
    public static string ByUser(string name, double minute, string id, string call = "ListBuckets", string address = "198.51.100.1", string account = Account) =>
        Event(minute, id, call, address, User(name, account), account: account);

    /// <summary>An IAM user assumes a role.</summary>
    public static string Assume(string name, string role, string session, string key, double minute, string id, string account = Account, string address = "198.51.100.1") => Event(
        minute, id, "AssumeRole", address, User(name, account), "sts.amazonaws.com",
        requestParameters: new { roleArn = $"arn:aws:iam::{Account}:role/{role}", roleSessionName = session },
        responseElements: new { credentials = new { accessKeyId = key }, assumedRoleUser = new { assumedRoleId = $"AROA{role.ToUpperInvariant()}:{session}", arn = $"arn:aws:sts::{Account}:assumed-role/{role}/{session}" } });

    /// <summary>A call by a role session.</summary>
    public static string BySession(
        string role, string session, string? key, double minute, string id, string call = "GetObject", string address = "198.51.100.1", string? sourceIdentity = null, double? created = null, bool console = false, string? error = null) =>
        Event(minute, id, call, address, new
        {
            type = "AssumedRole", principalId = $"AROA{role.ToUpperInvariant()}:{session}", arn = $"arn:aws:sts::{Account}:assumed-role/{role}/{session}", accountId = Account, accessKeyId = key,
            sessionContext = new
            {
                sessionIssuer = new { type = "Role", principalId = $"AROA{role.ToUpperInvariant()}", arn = $"arn:aws:iam::{Account}:role/{role}", accountId = Account, userName = role },
                attributes = new { creationDate = Text(created ?? minute), mfaAuthenticated = "false" }, sourceIdentity,
            },
        }, "s3.amazonaws.com", console: console, error: error);

    private static object User(string name, string account) =>
        new { type = "IAMUser", principalId = $"AIDA{name.ToUpperInvariant()}{account}", arn = $"arn:aws:iam::{account}:user/{name}", accountId = account, accessKeyId = $"AKIA{name.ToUpperInvariant()}{account}", userName = name };

    public static string Event(
        double minute, string id, string call, string address, object userIdentity, string source = "s3.amazonaws.com", object? requestParameters = null, object? responseElements = null,
        bool console = false, string? error = null, string account = Account) => JsonSerializer.Serialize(new
        {
            eventVersion = "1.11", userIdentity, eventTime = Text(minute), eventSource = source, eventName = call, awsRegion = "us-east-1", sourceIPAddress = address,
            requestParameters, responseElements, eventID = id, errorCode = error, recipientAccountId = account, sessionCredentialFromConsole = console ? "true" : null,
        });
}
