using Namesake.Audit.Chains;
using Namesake.Audit.Tests.Today;

namespace Namesake.Audit.Tests.Chains;

/// <summary>Small accounts for chains: each role a name and its trust statements.</summary>
internal static class Chain
{
    public const string A = "111122223333";
    public const string B = "444455556666";

    public const string ByName = ""","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}""";
    public const string ByIdentity = ""","Condition":{"StringEquals":{"sts:SourceIdentity":"${aws:username}"}}""";
    public const string AnyIdentity = ""","Condition":{"StringLike":{"sts:SourceIdentity":"*"}}""";
    public const string SameName = ""","Condition":{"StringLike":{"aws:userid":"*:${sts:RoleSessionName}"}}""";
    public const string Both = "[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]";

    public static string Trust(string principal, string more = "", string action = Both, string effect = "Allow") => Details.Trust(principal, more, effect, action);

    public static string OfRole(string name, string more = "", string account = A) => Trust($"arn:aws:iam::{account}:role/{name}", more);

    public static string Role(string name, string trust, string account = A, string path = "/") => Details.Role(name, trust, account: account, path: path);

    public static async Task<ChainReport> Run(params string[] roles) => ChainAudit.Run((await Details.Read(Details.Page([], roles))).Roles);

    /// <summary>Such as <c>users of 111122223333 > Dev > Deploy: lost at Deploy</c>, the worst first where there are two.</summary>
    public static string[] Lines(this RoleArrivals role) =>
        [.. role.Arrivals.Select(a => $"{a.Origin} > {string.Join(" > ", a.Path.Select(Short))}: {(a.Carried is { } c ? $"{c}" : a.LostAt is { } lost ? $"{a.Telling} at {Short(lost)}" : $"{a.Telling}")}{(a.IsCertain ? "" : " perhaps")}")];

    public static RoleArrivals Of(this ChainReport report, string role) => Assert.Single(report.Roles, r => r.Role.Name == role);

    private static string Short(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
