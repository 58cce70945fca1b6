using System.Globalization;
using System.Text;

namespace Namesake.Tests;

/// <summary>
/// An organization in the place of AWS: its accounts, in each some roles and users, in pages as small as one likes. The
/// key of an account's session tells which account is asked.
/// </summary>
internal sealed class StubOrganization(int accounts, int roles)
{
    public const string Management = "100000000000";

    private const string Namespace = " xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"";

    /// <summary>Roles in a page of IAM's, whatever was asked for.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Accounts in a page of Organizations'.</summary>
    public int AccountsInPage { get; init; } = 20;

    /// <summary>What is answered in place of the usual; null for the usual.</summary>
    public Func<StubCall, StubAnswer?> Otherwise { get; init; } = _ => null;

    public static string AccountOf(int index) => (100_000_000_000 + index).ToString(CultureInfo.InvariantCulture);

    /// <summary>The account that a call is made in.</summary>
    public static string AccountOf(StubCall call) => call.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal) ? call.AccessKeyId[4..] : Management;

    public StubAnswer Answer(StubCall call) => Otherwise(call) ?? call.Operation switch
    {
        "GetCallerIdentity" => new StubAnswer(200, $"<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:iam::{AccountOf(call)}:user/auditor</Arn><UserId>AIDA1</UserId><Account>{AccountOf(call)}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"),
        "AssumeRole" => new StubAnswer(200, Assumed(call.Field("RoleArn")!.Split(':')[4])),
        "ListAccounts" => ListAccounts(call),
        "GetAccountAuthorizationDetails" => Page(call, $"{(Start(call) == 0 ? Users(AccountOf(call)) : "")}<RoleDetailList>{Roles(call, details: true)}</RoleDetailList>"),
        "ListRoles" => Page(call, $"<Roles>{Roles(call, details: false)}</Roles>"),
        _ => StubAnswer.Error(400, "InvalidAction"),
    };

    private static string Assumed(string account) =>
        $"<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>ASIA{account}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

    private StubAnswer ListAccounts(StubCall call)
    {
        var start = System.Text.Json.JsonDocument.Parse(call.Body).RootElement.TryGetProperty("NextToken", out var token) ? int.Parse(token.GetString()!, CultureInfo.InvariantCulture) : 0;
        var page = Enumerable.Range(start, Math.Min(AccountsInPage, accounts - start)).Select(i => $$"""{"Id":"{{AccountOf(i)}}","Name":"account {{i}}","State":"ACTIVE"}""");
        var next = start + AccountsInPage < accounts ? $",\"NextToken\":\"{start + AccountsInPage}\"" : "";
        return StubAnswer.Json($"{{\"Accounts\":[{string.Join(',', page)}]{next}}}");
    }

    private StubAnswer Page(StubCall call, string lists)
    {
        var next = Start(call) + PageSize < roles ? $"<IsTruncated>true</IsTruncated><Marker>{Start(call) + PageSize}</Marker>" : "<IsTruncated>false</IsTruncated>";
        return new StubAnswer(200, $"<{call.Operation}Response{Namespace}><{call.Operation}Result>{next}{lists}</{call.Operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{call.Operation}Response>");
    }

    private static int Start(StubCall call) => int.Parse(call.Field("Marker") ?? "0", CultureInfo.InvariantCulture);

    private string Roles(StubCall call, bool details)
    {
        var text = new StringBuilder();
        for (var i = Start(call); i < Math.Min(Start(call) + PageSize, roles); i++)
        {
            var trust = Trust(AccountOf(call), isForgeable: i % 10 == 0);
            text.Append($"<member><Path>/team/</Path><Arn>arn:aws:iam::{AccountOf(call)}:role/team/role-{i}</Arn><RoleName>role-{i}</RoleName><AssumeRolePolicyDocument>{Uri.EscapeDataString(trust)}</AssumeRolePolicyDocument>");
            if (details) text.Append("<RolePolicyList/><AttachedManagedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member></AttachedManagedPolicies><InstanceProfileList/>");
            text.Append("</member>");
        }
        return text.ToString();
    }

    public static string Trust(string account, bool isForgeable) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{account}}:root"},"Action":"sts:AssumeRole"{{(isForgeable ? "" : ",\"Condition\":{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}")}}}]}""";

    private static string Users(string account) => $"""
        <UserDetailList><member><Path>/</Path><UserName>alice</UserName><UserId>AIDA2</UserId><Arn>arn:aws:iam::{account}:user/alice</Arn><GroupList><member>admins</member></GroupList><AttachedManagedPolicies/></member></UserDetailList>
        <GroupDetailList><member><Path>/</Path><GroupName>admins</GroupName><Arn>arn:aws:iam::{account}:group/admins</Arn><GroupPolicyList><member><PolicyName>all</PolicyName><PolicyDocument>{Uri.EscapeDataString(Everything)}</PolicyDocument></member></GroupPolicyList><AttachedManagedPolicies/></member></GroupDetailList>
        <Policies><member><PolicyName>ReadOnlyAccess</PolicyName><Arn>arn:aws:iam::aws:policy/ReadOnlyAccess</Arn><DefaultVersionId>v2</DefaultVersionId><PolicyVersionList><member><Document>{Uri.EscapeDataString("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","iam:List*"],"Resource":"*"}]}""")}</Document><VersionId>v2</VersionId><IsDefaultVersion>true</IsDefaultVersion></member></PolicyVersionList></member></Policies>
        """;

    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
}
