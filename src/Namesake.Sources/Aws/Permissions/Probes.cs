using System.Text.Json.Nodes;
using Namesake.Sources.Aws.Services;

namespace Namesake.Sources.Aws.Permissions;

/// <summary>Calls that only read, cheap, by which one sees whether they are allowed: what is not allowed is refused before it is looked for.</summary>
internal static class Probes
{
    /// <summary>Something that is not there.</summary>
    private const string Nothing = "namesake-doctor-asks-for-nothing";

    private static readonly Dictionary<string, (AwsService Service, Func<AwsRequest> Request)> Calls = new(StringComparer.Ordinal)
    {
        ["iam:GetAccountAuthorizationDetails"] = (AwsService.Iam, () => AwsRequest.Query("GetAccountAuthorizationDetails", ("MaxItems", "1"))),
        ["iam:ListRoles"] = (AwsService.Iam, () => AwsRequest.Query("ListRoles", ("MaxItems", "1"))),
        ["iam:GetRole"] = (AwsService.Iam, () => AwsRequest.Query("GetRole", ("RoleName", Nothing))),
        ["organizations:ListAccounts"] = (AwsService.Organizations, () => AwsRequest.Json("ListAccounts", new JsonObject { ["MaxResults"] = 1 })),
        ["cloudtrail:DescribeTrails"] = (AwsService.CloudTrail, () => AwsRequest.Json("DescribeTrails")),
        ["cloudtrail:GetTrailStatus"] = (AwsService.CloudTrail, () => AwsRequest.Json("GetTrailStatus", new JsonObject { ["Name"] = Nothing })),
        ["cloudtrail:GetEventSelectors"] = (AwsService.CloudTrail, () => AwsRequest.Json("GetEventSelectors", new JsonObject { ["TrailName"] = Nothing })),
        ["cloudtrail:ListPublicKeys"] = (AwsService.CloudTrail, () => AwsRequest.Json("ListPublicKeys")),
    };

    public static bool Has(string action) => Calls.ContainsKey(action);

    public static async Task<PermissionAnswer> Try(AwsConnection aws, string action, CancellationToken cancellation)
    {
        var (service, request) = Calls[action];
        using var api = aws.Api(service);
        var (_, fault) = await api.Try(request(), action, cancellation);
        return fault switch
        {
            null => new(action, PermissionState.Allowed, "tried"),
            { Code: AwsFault.Denied } => new(action, PermissionState.Missing, "tried, and refused"),
            // It was looked for, so it might be.
            { Code: "aws-call", IsPassing: false, IsLasting: false } when !fault.Message.Contains("NotInUse", StringComparison.Ordinal) => new(action, PermissionState.Allowed, "tried"),
            _ => new(action, PermissionState.NotKnown, fault.Message),
        };
    }
}
