using System.Text;
using Namesake.Policy.Model;
using Namesake.Sources.Roles;
using static Namesake.Sources.Tests.Roles.RoleSamples;

namespace Namesake.Sources.Tests.Roles;

/// <summary>Users and roles with the policies that say what they may do.</summary>
public sealed class AccountDetailsTests
{
    private const string Allow = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:*","Resource":"*"}]}""";

    private static string User(string name, string more = "") => $$"""{"UserName":"{{name}}","Arn":"arn:aws:iam::111122223333:user/{{name}}"{{more}}}""";

    private static string Inline(string document) => $$""","UserPolicyList":[{"PolicyName":"p","PolicyDocument":{{document}}}]""";

    private static string Page(string users, string more = "") => $$"""{"UserDetailList":[{{users}}],"RoleDetailList":[{{Role("r")}}]{{more}}}""";

    private static string[] Said(IdentityListing listing) => [.. listing.Diagnostics.Select(d => d.Code)];

    [Fact]
    public async Task An_inline_policy_is_read_as_an_object_as_text_and_URL_encoded()
    {
        foreach (var document in (string[])[Allow, Text(Allow), Encoded(Allow)])
        {
            var listing = (await Read(Page(User("alice", Inline(document))))).Identities;
            Assert.Equal(["arn:aws:iam::111122223333:user/alice", "arn:aws:iam::111122223333:role/team/r"], listing.All.Select(i => $"{i.Arn}"));
            Assert.Equal("sts:*", Assert.Single(listing.All[0].Policies).Policy.Document!.Statements[0].Action!.Patterns[0].Text);
            Assert.Empty(listing.Diagnostics);
            Assert.True(listing.IsWhole);
        }
    }

    [Fact]
    public async Task A_fault_has_the_place_of_the_file_however_the_document_is_wrapped()
    {
        var faulty = Allow.Replace("Effect", "Efect", StringComparison.Ordinal);
        foreach (var (document, column) in ((string, string)[])[(faulty, "\"Efect"), (Text(faulty), "\\u0022Efect"), (Encoded(faulty), "%22Efect")])
        {
            var text = Page($"{User("a")},\n{User("alice", Inline(document))}");
            var read = await Read(text);
            var place = read.Identities.Diagnostics.First(d => d.Code == "unknown-element").Place!;
            Assert.Equal((2, text.Split('\n')[1].IndexOf(column, StringComparison.Ordinal) + 1), (place.Line, place.Column));
            Assert.Empty(read.Diagnostics);
        }
    }

    [Fact]
    public async Task Pages_of_one_account_are_put_together_whatever_their_order()
    {
        const string Attached = ""","AttachedManagedPolicies":[{"PolicyName":"m","PolicyArn":"arn:aws:iam::111122223333:policy/m"}]""";
        var policies = $$"""{"UserDetailList":[],"Policies":[{"Arn":"arn:aws:iam::111122223333:policy/m","DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1","Document":{{Allow}}}]}],"IsTruncated":false}""";
        var users = Page($"{User("alice", Attached)},{User("bob", Attached)}", ",\"IsTruncated\":true");
        foreach (var pages in (string[][])[[users, policies], [policies, users], [users + policies]])
        {
            var listing = (await Read(pages)).Identities;
            Assert.Empty(listing.Diagnostics);
            Assert.All(listing.All.Take(2), i => Assert.False(Assert.Single(i.Policies).Policy.HasErrors));
        }
    }

    [Fact]
    public async Task A_policy_that_many_have_is_reported_once()
    {
        const string Attached = ""","AttachedManagedPolicies":[{"PolicyArn":"arn:aws:iam::aws:policy/gone"}]""";
        Assert.Equal(["policy-not-in-input"], Said((await Read(Page($"{User("a", Attached)},{User("b", Attached)}"))).Identities));
    }

    [Fact]
    public async Task A_user_that_stands_on_two_pages_is_one() =>
        Assert.Equal(2, (await Read(Page(User("alice")), Page(User("alice")))).Identities.All.Length);

    [Theory]
    [InlineData("{\"Roles\":[]}")]
    [InlineData("{\"Policies\":[{\"PolicyName\":\"p\",\"PolicyDocument\":{}}]}")]
    [InlineData("{\"UserDetailList\":7,\"RoleDetailList\":{\"Arn\":\"x\"},\"Policies\":null}")]
    [InlineData("{\"UserDetailList\":[7,null,[],\"x\",{},{\"Arn\":7},{\"Arn\":\"arn:aws:iam::1:user/x\"}]}")]
    public async Task What_is_no_identity_gives_none(string text) => Assert.Empty((await Read(text)).Identities.All);

    [Fact]
    public async Task Too_deep_nesting_and_what_is_no_text_lose_one_user_and_say_so()
    {
        var deep = $",\"x\":{new string('[', 60)}{new string(']', 60)}";
        var listing = (await Read(Page($"{User("a", deep)},{User("b", ",\"x\":\"\\ud800\"")},{User("c")}"))).Identities;
        Assert.Equal(["c", "r"], listing.All.Select(i => i.Arn.Name));
        Assert.Equal(["detail-not-read", "detail-not-read"], Said(listing));
        Assert.False(listing.IsWhole);
    }

    [Fact]
    public async Task A_text_that_breaks_off_keeps_what_came_before_and_is_not_whole()
    {
        var read = await Read(("x", Encoding.UTF8.GetBytes(Page($"{User("a")},{User("b")}")[..90])));
        Assert.Equal(["a"], read.Identities.All.Select(i => i.Arn.Name));
        Assert.False(read.Identities.IsWhole);
    }
}
