using System.Globalization;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>CloudTrail events of every kind that the reader looks into, each on one line.</summary>
internal static class Samples
{
    private const int Kinds = 6;

    /// <summary>The event of a number: a call by a role session, an AssumeRole, a console call, a grant, a failed call, an odd one.</summary>
    public static string Event(int number) => (number % Kinds) switch
    {
        0 => $$$"""{{{{Head(number, "s3.amazonaws.com", "DeleteObject")}}},"userIdentity":{{{Session(number)}}},"requestParameters":{"bucketName":"acme","Key":"a/\"b\"/c"},"responseElements":null,"recipientAccountId":"111122223333"}""",
        1 => $$$"""{{{{Head(number, "sts.amazonaws.com", "AssumeRole")}}},"userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/alice","accountId":"111122223333","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"alice"},"requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/Support","roleSessionName":"alice","sourceIdentity":"alice@example.com"},"responseElements":{"credentials":{"accessKeyId":"{{{Key(number - 1)}}}","sessionToken":"secret","expiration":"Mar 3, 2025, 11:00:00 AM"},"assumedRoleUser":{"assumedRoleId":"AROAEXAMPLE:alice","arn":"arn:aws:sts::111122223333:assumed-role/Support/alice"},"sourceIdentity":"alice@example.com"},"sharedEventID":"{{{Id(number + 5000)}}}","recipientAccountId":"111122223333"}""",
        2 => $$$"""{{{{Head(number, "ec2.amazonaws.com", "DescribeInstances")}}},"userIdentity":{{{Session(number)}}},"sessionCredentialFromConsole":"true","requestParameters":{},"responseElements":null}""",
        3 => $$$"""{{{{Head(number, "signin.amazonaws.com", "CreateOAuth2Token")}}},"userIdentity":{{{Session(number)}}},"requestParameters":{"resource":"https://aws-mcp.us-east-1.api.aws/mcp"},"responseElements":{"x":1},"additionalEventData":{"signInSessionArn":"arn:aws:signin:us-east-1:111122223333:session/{{{number}}}"} }""",
        4 => $$$"""{{{{Head(number, "sts.amazonaws.com", "AssumeRole")}}},"errorCode":"AccessDenied","errorMessage":"no {\"x\": [","userIdentity":{{{Session(number)}}},"requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/Admin"},"responseElements":null}""",
        _ => $$$"""{{{{Head(number, "iam.amazonaws.com", "GetUser")}}},"userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/Ünïcode/Zoë-\u00e9-😀-\ud83d\ude00","principalId":"AROA\u003aZo\u00eb"},"requestParameters":{"nested":[[{"a":[1,-2.5e3,true,false,null,{}]}],"]}{[",""]},"responseElements":{"user":{} } }""",
    };

    public static List<string> Events(int count, int first = 0) => [.. Enumerable.Range(first, count).Select(Event)];

    public static string Id(int number) => $"aaaaaaaa-0000-4000-8000-{number.ToString("x12", CultureInfo.InvariantCulture)}";

    public static string Key(int number) => $"ASIA{number:D16}";

    private static string Head(int number, string source, string name) =>
        $$$"""
        "eventVersion":"1.08","eventID":"{{{Id(number)}}}","eventTime":"2025-03-03T10:{{{number / 60 % 60:D2}}}:{{{number % 60:D2}}}Z","eventSource":"{{{source}}}","eventName":"{{{name}}}","awsRegion":"us-east-1","sourceIPAddress":"198.51.100.{{{number % 250}}}","eventType":"AwsApiCall"
        """;

    private static string Session(int number) =>
        $$$"""
        {"type":"AssumedRole","principalId":"AROAEXAMPLE:alice","arn":"arn:aws:sts::111122223333:assumed-role/Support/alice","accountId":"111122223333","accessKeyId":"{{{Key(number)}}}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/Support","accountId":"111122223333","userName":"Support"},"attributes":{"creationDate":"2025-03-03T09:59:59Z","mfaAuthenticated":"false"} } }
        """;
}
