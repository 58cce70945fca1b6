using Namesake.Policy.Model;
using Namesake.Sources.Aws.Accounts;
using Namesake.Sources.Roles;
using Namesake.Sources.Tests.Aws.Services;
using Namesake.Tests;

namespace Namesake.Sources.Tests.Aws.Accounts;

/// <summary>Accounts that are read live, page by page, from a stub: the emulator never pages.</summary>
public sealed class LiveRolesTests
{
    private const string OrgRole = "OrganizationAccountAccessRole";

    [Theory]
    [InlineData(10, 1)]
    [InlineData(5, 2)]
    [InlineData(3, 4)]
    [InlineData(1, 10)]
    public async Task All_pages_of_an_account_are_read_and_none_twice(int pageSize, int pages)
    {
        using var stub = new StubAws(new StubOrganization(1, 10) { PageSize = pageSize }.Answer);
        var read = await Read(stub);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"arn:aws:iam::100000000000:role/team/role-{i}"), read.Roles.Select(r => r.Arn));
        Assert.Empty(read.Diagnostics);
        Assert.True(read.IsWholeListing);
        Assert.Equal((pages, pages + 1), (stub.Count("GetAccountAuthorizationDetails"), stub.Calls.Count));
    }

    [Fact]
    public async Task An_account_is_read_as_its_printed_details_would_be()
    {
        using var stub = new StubAws(new StubOrganization(1, 2).Answer);
        var read = await Read(stub);
        Assert.Equal(("role-0", "/team/", "iam://100000000000/role/team/role-0:1:1"), (read.Roles[0].Name, read.Roles[0].Path, read.Roles[0].Place.ToString()));
        Assert.Equal(["alice"], read.People[AccountId.Of(StubOrganization.Management)]);
        Assert.Equal(["arn:aws:iam::100000000000:user/alice", "arn:aws:iam::100000000000:role/team/role-0", "arn:aws:iam::100000000000:role/team/role-1"], read.Identities.All.Select(i => i.Arn.ToString()));
        Assert.Equal("all", Assert.Single(read.Identities.All[0].Policies).Name);
        Assert.Equal("arn:aws:iam::aws:policy/ReadOnlyAccess", Assert.Single(read.Identities.All[1].Policies).Name);
        Assert.True(read.Identities.IsWhole);
    }

    [Fact]
    public async Task Every_account_of_an_organization_is_read_with_as_many_calls_as_its_pages_need()
    {
        using var stub = new StubAws(new StubOrganization(25, 7) { PageSize = 4, AccountsInPage = 10 }.Answer);
        var read = await Read(stub, OrgRole);
        Assert.Equal(25 * 7, read.Roles.Length);
        Assert.Equal(25, read.Roles.Select(r => r.Arn!.Split(':')[4]).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(read.Diagnostics);
        Assert.Equal((1, 3, 24, 50), (stub.Count("GetCallerIdentity"), stub.Count("ListAccounts"), stub.Count("AssumeRole"), stub.Count("GetAccountAuthorizationDetails")));
        Assert.Equal(1 + 3 + 24 + 50, stub.Calls.Count);
        Assert.All(stub.Calls.Where(c => c.Operation == "AssumeRole"), c => Assert.EndsWith($":role/{OrgRole}", c.Field("RoleArn"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_refuses_is_told_and_the_others_are_read()
    {
        var refusing = StubOrganization.AccountOf(3);
        using var stub = new StubAws(new StubOrganization(6, 2) { Otherwise = c => c.Operation == "AssumeRole" && c.Field("RoleArn")!.Contains(refusing, StringComparison.Ordinal) ? StubAnswer.Error(403, "AccessDenied") : null }.Answer);
        var read = await Read(stub, OrgRole);
        Assert.Equal(10, read.Roles.Length);
        Assert.Equal(refusing, Assert.Single(read.UnreadAccounts).Digits);
        var told = Assert.Single(read.Diagnostics);
        Assert.Equal((Severity.Error, "role-not-assumed", $"iam://{refusing}"), (told.Severity, told.Code, told.Place!.File));
        Assert.Contains($"account {refusing} was not read", told.Message, StringComparison.Ordinal);
        Assert.False(read.Identities.IsWhole);
        Assert.True(read.IsWholeListing);
    }

    [Fact]
    public async Task Suspended_accounts_are_noted_and_not_asked()
    {
        const string Accounts = """{"Accounts":[{"Id":"100000000000","Name":"m","Status":"ACTIVE"},{"Id":"100000000001","Name":"old","Status":"SUSPENDED"},{"Id":"100000000002","Name":"going","State":"PENDING_CLOSURE","Status":"ACTIVE"}]}""";
        using var stub = new StubAws(new StubOrganization(1, 2) { Otherwise = c => c.Operation == "ListAccounts" ? StubAnswer.Json(Accounts) : null }.Answer);
        var read = await Read(stub, OrgRole);
        Assert.Equal(["account 100000000001 (old) is not read: it is suspended", "account 100000000002 (going) is not read: it is pending closure"], read.Diagnostics.Select(d => d.Message));
        Assert.All(read.Diagnostics, d => Assert.Equal(Severity.Note, d.Severity));
        Assert.Equal((2, 0), (read.Roles.Length, stub.Count("AssumeRole")));
    }

    [Fact]
    public async Task A_listing_of_accounts_that_goes_in_circles_is_not_whole()
    {
        const string Accounts = """{"Accounts":[{"Id":"100000000000","Name":"m","Status":"ACTIVE"}],"NextToken":"again"}""";
        using var stub = new StubAws(new StubOrganization(1, 2) { Otherwise = c => c.Operation == "ListAccounts" ? StubAnswer.Json(Accounts) : null }.Answer);
        var read = await Read(stub, OrgRole);
        Assert.Equal((2, 2), (read.Roles.Length, stub.Count("ListAccounts")));
        Assert.Equal((Severity.Error, "listing-incomplete"), (Assert.Single(read.Diagnostics).Severity, read.Diagnostics[0].Code));
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("{}")]
    public async Task An_answer_that_is_none_about_trails_is_no_account_without_trails(string answer)
    {
        using var stub = new StubAws(c => c.Operation == "DescribeTrails" ? StubAnswer.Json(answer) : StubAnswer.Error(500, "no"));
        var read = await Namesake.Sources.Aws.Trails.TrailSettingsReader.Read(Connections.To(stub), TestContext.Current.CancellationToken);
        Assert.Equal((false, Severity.Warning), (read.IsListed, Assert.Single(read.Diagnostics).Severity));
    }

    [Fact]
    public async Task Where_details_are_refused_the_trust_policies_are_read_alone()
    {
        using var stub = new StubAws(new StubOrganization(1, 5) { PageSize = 2, Otherwise = c => c.Operation == "GetAccountAuthorizationDetails" ? StubAnswer.Error(403, "AccessDenied") : null }.Answer);
        var read = await Read(stub);
        Assert.Equal(5, read.Roles.Length);
        Assert.Equal((1, 3), (stub.Count("GetAccountAuthorizationDetails"), stub.Count("ListRoles")));
        var told = Assert.Single(read.Diagnostics);
        Assert.Equal((Severity.Warning, "details-denied"), (told.Severity, told.Code));
        Assert.Contains("iam:GetAccountAuthorizationDetails", told.Message, StringComparison.Ordinal);
        Assert.True(read.IsWholeListing);
        Assert.False(read.Identities.IsWhole);
        Assert.Empty(read.Identities.All);
    }

    [Fact]
    public async Task Where_all_is_refused_both_permissions_are_named()
    {
        using var stub = new StubAws(new StubOrganization(1, 5) { Otherwise = c => c.Service == "iam" ? StubAnswer.Error(403, "AccessDenied") : null }.Answer);
        var read = await Read(stub);
        Assert.Empty(read.Roles);
        var told = Assert.Single(read.Diagnostics);
        Assert.Equal((Severity.Error, "aws-denied"), (told.Severity, told.Code));
        Assert.Contains("iam:GetAccountAuthorizationDetails or iam:ListRoles is missing", told.Message, StringComparison.Ordinal);
        Assert.False(read.IsWholeListing);
    }

    [Fact]
    public async Task A_listing_that_breaks_off_is_no_whole_one()
    {
        using var stub = new StubAws(new StubOrganization(1, 5) { PageSize = 2, Otherwise = c => c.Field("Marker") == "4" ? StubAnswer.Error(500, "ServiceFailure") : null }.Answer);
        var read = await Read(stub);
        Assert.Equal(4, read.Roles.Length);
        Assert.Contains("roles of account 100000000000 are missing", Assert.Single(read.Diagnostics).Message, StringComparison.Ordinal);
        Assert.False(read.IsWholeListing);
        Assert.False(read.Identities.IsWhole);
        Assert.Equal(5, read.Identities.All.Length);
    }

    [Theory]
    [InlineData("<IsTruncated>true</IsTruncated>")]
    [InlineData("<IsTruncated>true</IsTruncated><Marker>x</Marker>")]
    public async Task A_listing_that_goes_nowhere_ends(string next)
    {
        using var stub = new StubAws(new StubOrganization(1, 5)
        {
            Otherwise = c => c.Operation == "GetAccountAuthorizationDetails" ? new StubAnswer(200, $"<GetAccountAuthorizationDetailsResponse><R>{next}</R></GetAccountAuthorizationDetailsResponse>") : null,
        }.Answer);
        var read = await Read(stub);
        Assert.Equal("listing-incomplete", Assert.Single(read.Diagnostics).Code);
        Assert.InRange(stub.Count("GetAccountAuthorizationDetails"), 1, 2);
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("<ListRolesResponse/>")]
    [InlineData("<GetAccountAuthorizationDetailsResponse><R><IsTruncated><a/></IsTruncated></R>")]
    [InlineData("{}")]
    [InlineData("")]
    public async Task What_is_no_answer_of_iam_is_not_taken_for_an_empty_account(string body)
    {
        using var stub = new StubAws(new StubOrganization(1, 5) { Otherwise = c => c.Service == "iam" ? new StubAnswer(200, body) : null }.Answer);
        var read = await Read(stub);
        Assert.Equal("aws-call", Assert.Single(read.Diagnostics).Code);
        Assert.False(read.IsWholeListing);
    }

    [Fact]
    public async Task Credentials_that_expire_on_the_way_end_the_reading_and_what_came_is_kept()
    {
        var asked = 0;
        using var stub = new StubAws(new StubOrganization(60, 1) { Otherwise = c => c.Operation == "AssumeRole" && Interlocked.Increment(ref asked) > 10 ? StubAnswer.Error(403, "ExpiredToken") : null }.Answer);
        var read = await Read(stub, OrgRole);
        Assert.Equal(11, read.Roles.Length);
        Assert.Contains(read.Diagnostics, d => d.Code == "accounts-not-read" && d.Message.Contains("sign in again", StringComparison.Ordinal));
        Assert.InRange(asked, 11, 10 + 8);
    }

    [Fact]
    public async Task Throttled_pages_are_asked_for_again()
    {
        var asked = 0;
        using var stub = new StubAws(new StubOrganization(1, 6) { PageSize = 2, Otherwise = c => c.Service == "iam" && Interlocked.Increment(ref asked) % 2 == 1 ? StubAnswer.Error(400, "Throttling") : null }.Answer);
        var read = await Read(stub, retries: 4);
        Assert.Equal(6, read.Roles.Length);
        Assert.Empty(read.Diagnostics);
        Assert.Equal(6, asked);
    }

    [Fact]
    public async Task Where_the_organization_may_not_be_listed_the_own_account_is_read()
    {
        using var stub = new StubAws(new StubOrganization(4, 2) { Otherwise = c => c.Operation == "ListAccounts" ? StubAnswer.JsonError(400, "AccessDeniedException") : null }.Answer);
        var read = await Read(stub, OrgRole);
        Assert.Equal(2, read.Roles.Length);
        Assert.Contains("organizations:ListAccounts is missing", Assert.Single(read.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_odd_trust_policy_is_told_in_its_decoded_document()
    {
        const string Odd = "{\n \"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\": \"Maybe\"}]}";
        using var stub = new StubAws(new StubOrganization(1, 1)
        {
            Otherwise = c => c.Operation == "GetAccountAuthorizationDetails"
                ? new StubAnswer(200, $"<GetAccountAuthorizationDetailsResponse><R><RoleDetailList><member><Arn>arn:aws:iam::100000000000:role/odd</Arn><RoleName>odd</RoleName><AssumeRolePolicyDocument>{Uri.EscapeDataString(Odd)}</AssumeRolePolicyDocument></member></RoleDetailList></R></GetAccountAuthorizationDetailsResponse>") : null,
        }.Answer);
        var role = Assert.Single((await Read(stub)).Roles);
        Assert.Contains(role.TrustPolicy.Diagnostics, d => d.Place!.ToString().StartsWith("iam://100000000000/role/odd:3:", StringComparison.Ordinal));
    }

    private static Task<ReadRoles> Read(StubAws stub, string? organizationRole = null, int retries = 0) =>
        LiveRoles.Read(Connections.To(stub, retries), organizationRole, withTrails: false, keepTexts: true, new Progress<int>(), Connections.Stop);
}
