using System.Xml.Linq;
using Amazon.Runtime;
using Namesake.Policy.Model;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Permissions;

/// <summary>Asks IAM what it would answer. It speaks of every resource alike: whoever may only write to one topic is told so.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html</remarks>
internal sealed class PermissionSimulation(AwsConnection aws, Policy.Model.Arn? caller)
{
    private const string Permission = "iam:SimulatePrincipalPolicy";

    public async Task<IReadOnlyDictionary<string, PermissionAnswer>> Run(IReadOnlyList<string> actions, CancellationToken cancellation)
    {
        if (actions.Count == 0) return new Dictionary<string, PermissionAnswer>(StringComparer.Ordinal);
        using var iam = aws.Api(AwsService.Iam);
        if (await Source(iam, cancellation) is not { } source) return Unknown(actions, "it cannot be tried without writing, and IAM simulates users and roles only");
        var request = AwsRequest.Query("SimulatePrincipalPolicy", [("PolicySourceArn", source), .. actions.Select((a, i) => ($"ActionNames.member.{i + 1}", (string?)a))]);
        var (answer, fault) = await iam.Try(request, Permission, cancellation);
        if (answer is null) return Unknown(actions, fault!.Code == AwsFault.Denied ? $"it cannot be tried without writing or naming a resource, and {Permission} is missing" : $"it cannot be tried without writing or naming a resource, and IAM did not simulate it: {fault.Message}");
        var decisions = Decisions(answer);
        return actions.ToDictionary(a => a, a => Read(a, decisions.GetValueOrDefault(a)), StringComparer.Ordinal);
    }

    private static PermissionAnswer Read(string action, string? decision) => decision switch
    {
        "allowed" => new(action, PermissionState.Allowed, "simulated by IAM"),
        "explicitDeny" => new(action, PermissionState.Missing, "simulated by IAM: a policy denies it"),
        "implicitDeny" => new(action, PermissionState.Missing, "simulated by IAM: not allowed on every resource"),
        _ => new(action, PermissionState.NotKnown, "IAM did not simulate it"),
    };

    private static Dictionary<string, string> Decisions(AwsAnswer answer)
    {
        try
        {
            return answer.Xml().Descendants("EvaluationResults").Elements("member")
                .Select(m => (Action: m.Element("EvalActionName")?.Value, Decision: m.Element("EvalDecision")?.Value))
                .Where(m => m is { Action: not null, Decision: not null })
                .DistinctBy(m => m.Action, StringComparer.Ordinal)
                .ToDictionary(m => m.Action!, m => m.Decision!, StringComparer.Ordinal);
        }
        catch (AmazonClientException)
        {
            return [];
        }
    }

    // The ARN of a session does not show its role's path.
    private async Task<string?> Source(AwsApi iam, CancellationToken cancellation)
    {
        if (caller is { Service: "iam", ResourceType: "user" }) return caller.ToString();
        if (caller is not { Service: "sts", ResourceType: "assumed-role" } || caller.ResourceId.Split('/') is not [var role, ..]) return null;
        var (answer, _) = await iam.Try(AwsRequest.Query("GetRole", ("RoleName", role)), "iam:GetRole", cancellation);
        try
        {
            return answer?.Xml().Descendants("Arn").FirstOrDefault()?.Value ?? $"arn:{caller.Partition}:iam::{caller.Account}:role/{role}";
        }
        catch (AmazonClientException)
        {
            return null;
        }
    }

    private static Dictionary<string, PermissionAnswer> Unknown(IEnumerable<string> actions, string why) =>
        actions.ToDictionary(a => a, a => new PermissionAnswer(a, PermissionState.NotKnown, why), StringComparer.Ordinal);
}
