using System.Text;
using Namesake.Policy.Model;
using Namesake.Sources.Tests.CloudTrail;
using static Namesake.Sources.Tests.Roles.RoleSamples;

namespace Namesake.Sources.Tests.Roles;

/// <summary>Roles are found in every form in which people have them.</summary>
public sealed class RoleReaderTests
{
    private static string Details(string roles, string rest = "") =>
        $$"""{"UserDetailList":[{"Arn":"arn:aws:iam::111122223333:user/x","UserPolicyList":[{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]} }]}],"RoleDetailList":[{{roles}}],"Policies":[{"Arn":"arn:aws:iam::aws:policy/P"}]{{rest}}}""";

    public static TheoryData<string> Wrappings { get; } =
    [
        Details(Role("r")),
        $$"""{"Roles":[{{Role("r")}}]}""",
        $$"""{"Role":{{Role("r")}}}""",
        Role("r"),
        $"[{Role("r")}]",
        $$"""{"Role":{{Role("r", Text(Trust))}}}""",
        $$"""{"Role":{{Role("r", Encoded(Trust))}}}""",
        $$"""{"Role":{{Role("r", Encoded($" \n{Trust}"))}}}""",
        $$"""{"Role":{{Role("r", Text($" \n{Trust}"))}}}""",
        $"\uFEFF\r\n {Role("r")} \r\n",
    ];

    [Theory]
    [MemberData(nameof(Wrappings))]
    public async Task A_role_reads_the_same_however_it_is_wrapped(string text)
    {
        foreach (var bytes in (byte[][])[Encoding.UTF8.GetBytes(text), Log.Gzip(text)])
        {
            var read = await Read(("input", bytes));
            Assert.Empty(read.Said());
            var role = Assert.Single(read.Roles);
            Assert.Equal(("r", "arn:aws:iam::111122223333:role/team/r", "/team/"), (role.Name, role.Arn, role.Path));
            Assert.False(role.TrustPolicy.HasErrors);
            Assert.IsType<AccountPrincipal>(Assert.Single(role.TrustPolicy.Document!.Statements[0].Principal!.Principals));
        }
    }

    [Theory]
    [InlineData("{0}", 1)]
    [InlineData("[{0},{0}]", 2)]
    [InlineData("[[{0}],{0}]", 2)]
    [InlineData("{0}\n{0}", 2)]
    [InlineData("{1}", 1)]
    [InlineData("{2}", 1)]
    [InlineData("[{1},{2},{0}]", 3)]
    [InlineData("{{\"policies\":[{{\"id\":1,\"policy\":{0}}}]}}", 1)]
    public async Task Bare_documents_are_roles_without_a_name(string format, int count)
    {
        var read = await Read(string.Format(null, format, Trust, Text(Trust), Encoded(Trust)));
        Assert.Empty(read.Said());
        Assert.Equal(count, read.Roles.Length);
        Assert.All(read.Roles, r => Assert.Equal((null, null, false), (r.Name, r.Arn, r.TrustPolicy.HasErrors)));
    }

    [Fact]
    public async Task A_bare_document_that_is_no_trust_policy_is_told_of_alone_and_in_a_list()
    {
        const string identity = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
        foreach (var text in (string[])[identity, $"[{identity}]", Text(identity), $"[{Text(identity)}]"])
            Assert.Contains("no-principal", SaidOf(Assert.Single((await Read(text)).Roles)), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Identity_and_resource_policies_inside_a_listing_are_no_roles()
    {
        var read = await Read(Details(Role("r"), ",\"Bucket\":{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}"));
        Assert.Equal(["r"], read.Names());
    }

    [Fact]
    public async Task A_folder_of_anything_gives_all_its_roles_in_order()
    {
        var read = await Read(Details($"{Role("b")},{Role("a")}"), "not JSON", $"{Trust}", $$"""{"Role":{{Role("c", Encoded(Trust))}}}""", "", "{\"x\":1}");
        Assert.Equal(["b", "a", "(none)", "c"], read.Names());
        Assert.Equal(["not-json 1:1", "empty-file 1:1", "no-roles 1:1"], read.Said());
        Assert.Equal([Severity.Note, Severity.Error, Severity.Note], read.Diagnostics.Select(d => d.Severity));
    }

    [Fact]
    public async Task Pages_put_together_in_one_file_are_joined()
    {
        var read = await Read($"{Details(Role("a"), ",\"IsTruncated\":true,\"Marker\":\"m\"")}\n{Details(Role("b"), ",\"IsTruncated\":false")}");
        Assert.Equal(["a", "b"], read.Names());
        Assert.Empty(read.Said());
    }

    [Fact]
    public async Task What_came_before_broken_JSON_is_kept_and_the_place_is_told_in_characters()
    {
        var read = await Read($"{{\"Roles\":[\n{Role("a")},\n{{\"é😀\":nope");
        Assert.Equal(["a"], read.Names());
        Assert.Equal(["broken-json 3:9"], read.Said());
        Assert.Equal(Severity.Error, read.Diagnostics[0].Severity);
    }

    [Fact]
    public async Task A_truncated_or_damaged_gzip_file_is_told()
    {
        var bytes = Log.Gzip(Details(Role("a")));
        Assert.Equal("unreadable-file", Assert.Single((await Read(("x", bytes[..^4]))).Diagnostics).Code);
    }

    [Fact]
    public async Task A_role_that_stands_twice_is_one_and_with_another_policy_two()
    {
        Assert.Equal(["a"], (await Read(Role("a"), Details(Role("a", Encoded(Trust))), Role("a"))).Names());
        Assert.Empty((await Read(Role("a"), Details(Role("a", Encoded(Trust))))).Said());

        var read = await Read(Role("a"), Role("a", TrustOf("444455556666:root")), Role("a"), Role("a", TrustOf("444455556666:root")));
        Assert.Equal(["a", "a"], read.Names());
        Assert.Equal("role-twice", Assert.Single(read.Diagnostics).Code);
        Assert.Equal("1.json", read.Diagnostics[0].Place!.File);
    }

    [Fact]
    public async Task Two_policies_that_differ_only_in_what_is_not_understood_are_two()
    {
        var read = await Read(Role("a"), Role("a", Trust.Replace("\"Effect\"", "\"Odd\":1,\"Effect\"", StringComparison.Ordinal)));
        Assert.Equal(2, read.Roles.Length);
        Assert.Equal("role-twice", Assert.Single(read.Diagnostics).Code);
    }

    [Fact]
    public async Task A_template_gives_unknown_rather_than_nonsense()
    {
        var read = await Read("""
            {"AWSTemplateFormatVersion":"2010-09-09","Resources":{
              "Plain":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}}},
              "Sub":{"Type":"AWS::IAM::Role","Properties":{"RoleName":{"Fn::Sub":"${AWS::StackName}-r"},"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:aws:iam::${AWS::AccountId}:root"}},"Action":"sts:AssumeRole"}]}}},
              "Whole":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{"Ref":"Document"}}},
              "Choice":{"Type":"AWS::IAM::Role","Properties":{"AssumeRolePolicyDocument":{"Fn::If":["C",{"Statement":[]},{"Ref":"AWS::NoValue"}]}}},
              "Value":{"Type":"AWS::IAM::Role","Properties":{"RoleName":"named","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":{"Ref":"Id"}}}}]}}}}}
            """);
        Assert.Equal(["Plain", "Sub", "Whole", "Choice", "named"], read.Names());
        Assert.Empty(read.Said());
        Assert.False(read.Roles[0].TrustPolicy.HasErrors);
        Assert.All(read.Roles.Skip(1), r =>
        {
            Assert.True(r.TrustPolicy.HasErrors);
            Assert.Contains("template-expression", SaidOf(r), StringComparer.Ordinal);
        });
    }

    [Fact]
    public async Task A_document_that_is_nothing_of_the_kind_is_told()
    {
        foreach (var document in (string[])["null", "17", "\"\"", "\"hello\"", "[]", "{}", "\"%7B\"", "\"%\"", "\"%zz\"", "\"\\ud800\""])
        {
            var role = Assert.Single((await Read(Role("a", document))).Roles);
            Assert.True(role.TrustPolicy.HasErrors, document);
            Assert.NotEmpty(SaidOf(role));
        }
    }
}
