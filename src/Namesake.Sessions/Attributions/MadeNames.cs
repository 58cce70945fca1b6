using System.Buffers;

namespace Namesake.Sessions.Attributions;

/// <summary>Session names that programs make when nobody gives one: they claim nothing about a person.</summary>
public static class MadeNames
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    private static readonly (string Prefix, string Maker)[] Prefixes =
    [
        ("aws-go-sdk-", "the AWS SDK for Go"),
        ("botocore-session-", "botocore"),
        ("AWSCLI-Session", "the AWS CLI"),
        ("aws-sdk-java-", "the AWS SDK for Java"),
        ("aws-sdk-js-", "the AWS SDK for JavaScript"),
        ("aws-sdk-net-", "the AWS SDK for .NET"),
        ("default_session", "a default"),
        ("i-", "EC2, after the instance"),
        ("AWSBackup-", "AWS Backup"),
        ("AWSCloudFormation", "CloudFormation"),
        ("SLRManagement", "an AWS service"),
    ];

    /// <summary>Which program makes names like this; null where a person may have given it.</summary>
    public static string? WhoMakes(string sessionName)
    {
        foreach (var (prefix, maker) in Prefixes)
            if (sessionName.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (prefix != "i-" || IsInstance(sessionName)))
                return maker;
        return sessionName.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? "a program, from a number" : null;
    }

    /// <summary>Whether it has the form of an EC2 instance's id.</summary>
    internal static bool IsInstance(string name) =>
        name.Length is 10 or 19 && name.StartsWith("i-", StringComparison.Ordinal) && name.AsSpan(2).IndexOfAnyExcept(Hex) < 0;

    /// <summary>Whether it has the form of an ECS task's id.</summary>
    internal static bool IsTask(string name) => name.Length == 32 && name.AsSpan().IndexOfAnyExcept(Hex) < 0;
}
