using Namesake.Sessions.Events;

namespace Namesake.Sources.CloudTrail;

/// <summary>Reads the events by which IAM changes a role's trust policy.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html and API_UpdateAssumeRolePolicy.html: the two name
/// the document differently.
/// </remarks>
internal static class PolicyChanges
{
    private static readonly Flat Wanted = new("roleName", "assumeRolePolicyDocument", "policyDocument");

    /// <param name="e">An event without an error.</param>
    /// <param name="request">Its requestParameters, one JSON value or nothing.</param>
    public static PolicyChange? Read(in TrailEvent e, ReadOnlySpan<byte> request)
    {
        if (e.Source != "iam.amazonaws.com" || e.Name is not ("CreateRole" or "UpdateAssumeRolePolicy" or "DeleteRole")) return null;
        var found = Wanted.Read(request);
        if (found[0] is not { } role || (e.RecipientAccount ?? e.Identity.AccountId) is not { } account) return null;
        return new PolicyChange(e.Id, e.Time, e.Name, account, role, e.Name == "DeleteRole" ? null : found[1] ?? found[2]);
    }
}
