using System.Globalization;
using System.Text.Json.Nodes;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;
using Namesake.Policy.Model;

namespace Namesake.App.Watching.Channels;

/// <summary>Findings in the AWS Security Finding Format.</summary>
/// <remarks>https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html</remarks>
/// <param name="account">The account whose Security Hub takes them; for the default product, findings must be of that account.</param>
/// <param name="region">The Region of it.</param>
internal sealed class Asff(string account, string region)
{
    private const int LongestTitle = 256;
    private const int LongestDescription = 1_024;
    private const int LongestRecommendation = 512;

    /// <summary>The same finding, resolved and found anew, is one finding there.</summary>
    public string IdOf(Finding finding) => $"{ProductArn}/{finding.Id}";

    private string Partition => region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    private string ProductArn => $"arn:{Partition}:securityhub:{region}:{account}:product/{account}/default";

    public JsonObject Of(FindingChange change)
    {
        var (finding, isOpen) = (change.Finding, change.Kind == ChangeKind.New);
        var json = new JsonObject
        {
            ["SchemaVersion"] = "2018-10-08",
            ["Id"] = IdOf(finding),
            [nameof(ProductArn)] = ProductArn,
            ["GeneratorId"] = $"namesake/{finding.Code}",
            ["AwsAccountId"] = account,
            ["Types"] = new JsonArray("Software and Configuration Checks/AWS Security Best Practices"),
            ["CreatedAt"] = Time(change.Since),
            ["UpdatedAt"] = Time(change.Time),
            ["Severity"] = new JsonObject { ["Label"] = finding.Severity.ToString().ToUpperInvariant() },
            ["Title"] = Cut($"{finding.Code}: {finding.Subject.Id}", LongestTitle),
            ["Description"] = Cut(finding.Message, LongestDescription),
            ["Resources"] = new JsonArray(Resource(finding.Subject)),
            ["Compliance"] = new JsonObject { ["Status"] = isOpen ? "FAILED" : "PASSED" },
            ["RecordState"] = isOpen ? "ACTIVE" : "ARCHIVED",
            ["ProductFields"] = new JsonObject { ["namesake/code"] = finding.Code, ["namesake/alert"] = change.Id },
        };
        if (finding.Remedy is { } remedy) json["Remediation"] = new JsonObject { ["Recommendation"] = new JsonObject { ["Text"] = Cut(remedy, LongestRecommendation) } };
        return json;
    }

    private JsonObject Resource(FindingSubject subject)
    {
        var type = subject.Kind switch { SubjectKind.Role => "AwsIamRole", SubjectKind.Trail => "AwsCloudTrailTrail", SubjectKind.Account => "AwsAccount", _ => "Other" };
        return new JsonObject
        {
            ["Type"] = type,
            ["Id"] = subject.Kind == SubjectKind.Account ? $"AWS::::Account:{subject.Id}" : subject.Id,
            [nameof(Partition)] = Arn.TryParse(subject.Id, out var arn) ? arn.Partition : Partition,
            ["Region"] = subject.Region ?? region,
            ["Details"] = new JsonObject { ["Other"] = new JsonObject { ["account"] = subject.Account ?? "unknown", ["kind"] = subject.Kind.ToString().ToLowerInvariant() } },
        };
    }

    private static string Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // A pair of surrogates stays a pair.
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
