using System.Text.Json;
using Namesake.App.Demo;
using Xunit;

namespace Namesake.App.Tests.Demo;

public sealed class DemoDayTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly WrittenTrail trail;
    private readonly KeyCorrelation correlation;

    public DemoDayTests()
    {
        DemoDay.WriteTo(folder.Path);
        trail = WrittenTrail.Read(Path.Combine(folder.Path, "trail"));
        correlation = new(trail);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_a_small_trail()
    {
        Assert.InRange(trail.Records.Count, 60, 150);
        Assert.InRange(trail.Files, 8, 12);
    }

    [Fact]
    public void It_is_the_same_every_time()
    {
        using var other = new ScratchFolder();
        DemoDay.WriteTo(other.Path);
        var names = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Path, f)).ToList();
        Assert.Equal(trail.Files + 1, names.Count);
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(folder.Path, name)), File.ReadAllBytes(Path.Combine(other.Path, name))));
    }

    [Fact]
    public void Alice_deleted_the_bucket()
    {
        var deletion = trail.Only(DemoDay.BucketDeleted);
        Assert.Equal("DeleteBucket", deletion.Name);
        Assert.Equal("acme-invoices", deletion.Text("requestParameters", "bucketName"));
        Assert.Equal("198.51.100.23", deletion.Text("sourceIPAddress"));
        AssertRoot(deletion, 1, "IAMUser", "arn:aws:iam::111122223333:user/alice");
        Assert.Contains(trail.Records, r => r.Name is "DeleteObject" && string.Equals(r.Key, deletion.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Bob_opened_the_group_by_way_of_two_roles()
    {
        var opening = trail.Only(DemoDay.GroupOpened);
        Assert.Equal("AuthorizeSecurityGroupIngress", opening.Name);
        Assert.Equal("444455556666", opening.Text("recipientAccountId"));
        AssertRoot(opening, 2, "IAMUser", "arn:aws:iam::111122223333:user/bob");
        var copies = trail.Records.Where(r => string.Equals(r.IssuedKey, opening.Key, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, copies.Count);
        Assert.Single(copies.Select(c => c.Text("sharedEventID")).Distinct(StringComparer.Ordinal));
        Assert.Single(copies, c => c.Type is "AWSAccount" && c.Text("userIdentity", "arn") is null);
    }

    [Fact]
    public void Mallory_read_the_secret_under_the_name_of_alice()
    {
        var reading = trail.Only(DemoDay.SecretRead);
        Assert.Equal("GetSecretValue", reading.Name);
        Assert.EndsWith("/SupportAccess/alice", reading.Text("userIdentity", "arn"), StringComparison.Ordinal);
        AssertRoot(reading, 1, "IAMUser", "arn:aws:iam::111122223333:user/mallory");
    }

    [Fact]
    public void Nothing_tells_who_began_the_session_of_dave()
    {
        var action = trail.Only(DemoDay.MissingIssuer);
        Assert.Contains("/DataScience/dave", action.Text("userIdentity", "arn"), StringComparison.Ordinal);
        Assert.Equal(Explanation.None, correlation.Explain(action));
    }

    [Fact]
    public void Carol_came_through_SAML_and_the_instance_through_EC2()
    {
        var query = trail.Records.Single(r => r.Name is "StartQueryExecution");
        Assert.Equal("carol@example.com", correlation.Explain(query).Last?.Text("userIdentity", "userName"));
        Assert.All(trail.Records.Where(r => r.Principal?.EndsWith(":i-0abc1234def567890", StringComparison.Ordinal) is true), r =>
            Assert.Equal("ec2.amazonaws.com", correlation.Explain(r).Last?.Text("userIdentity", "invokedBy")));
    }

    [Fact]
    public void The_account_tells_users_and_roles_as_the_CLI_does()
    {
        using var account = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "account.json")));
        Assert.Equal(["alice", "bob", "mallory", "dave"], account.RootElement.GetProperty("UserDetailList").EnumerateArray().Select(u => u.GetProperty("UserName").GetString()!), StringComparer.Ordinal);
        var roles = account.RootElement.GetProperty("RoleDetailList").EnumerateArray().ToDictionary(r => r.GetProperty("RoleName").GetString()!, StringComparer.Ordinal);
        Assert.Equal(
            ["SupportAccess", "Deploy", "Finance", "WebServer", "DataScience", "Legacy", "AWSServiceRoleForSupport", "AWSReservedSSO_AdministratorAccess_0123456789abcdef"],
            roles.Keys,
            StringComparer.Ordinal);
        Assert.All(roles.Values, role =>
        {
            Assert.Equal(JsonValueKind.Object, role.GetProperty("AssumeRolePolicyDocument").ValueKind);
            Assert.Equal($"arn:aws:iam::111122223333:role{role.GetProperty("Path").GetString()}{role.GetProperty("RoleName").GetString()}", role.GetProperty("Arn").GetString());
            Assert.Equal(21, role.GetProperty("RoleId").GetString()!.Length);
        });
        Assert.Equal("2008-10-17", roles["Legacy"].GetProperty("AssumeRolePolicyDocument").GetProperty("Version").GetString());
        Assert.Equal("/aws-service-role/support.amazonaws.com/", roles["AWSServiceRoleForSupport"].GetProperty("Path").GetString());
    }

    private void AssertRoot(WrittenRecord record, int hops, string type, string arn)
    {
        var explanation = correlation.Explain(record);
        Assert.Equal("key", explanation.Evidence);
        Assert.Equal(hops, explanation.Chain.Count);
        Assert.Equal(type, explanation.Last?.Type);
        Assert.Equal(arn, explanation.Last?.Text("userIdentity", "arn"));
    }
}
