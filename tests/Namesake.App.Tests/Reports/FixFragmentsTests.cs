using System.Text.Json;
using Namesake.App.Reports;
using Namesake.Audit;
using Namesake.Audit.Fixes;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;

namespace Namesake.App.Tests.Reports;

/// <summary>A proposal in the languages of other tools.</summary>
public sealed class FixFragmentsTests
{
    [Theory]
    [InlineData("Deploy", "'Deploy'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(x) `y` \\ \"z\"", "'$(x) `y` \\ \"z\"'")]
    public void A_text_is_quoted_for_a_shell(string text, string quoted) => Assert.Equal(quoted, FixFragments.Quoted(text));

    [Theory]
    [InlineData("${aws:username}", "\"$${aws:username}\"")]
    [InlineData("$${x}", "\"$$${x}\"")]
    [InlineData("%{if}", "\"%%{if}\"")]
    [InlineData("a\"b\\c\n", "\"a\\\"b\\\\c\\n\"")]
    [InlineData("\u202E\U0001F600", "\"\\u202e\\U0001f600\"")]
    public void A_text_is_quoted_for_terraform(string text, string quoted) => Assert.Equal(quoted, Hcl.Quoted(text));

    [Fact]
    public void An_expression_of_terraform_has_the_members_of_the_document()
    {
        using var json = JsonDocument.Parse("""{"a":[],"b":{},"c":["x",{"d":true}]}""");
        Assert.Equal("{\n  \"a\" = []\n  \"b\" = {}\n  \"c\" = [\n    \"x\",\n    {\n      \"d\" = true\n    },\n  ]\n}", Hcl.Of(json.RootElement, ""));
    }

    [Fact]
    public void Letters_that_a_terminal_shows_otherwise_are_escaped_and_the_document_stays_the_same()
    {
        const string Sid = "x\u202Ey\u0085é";
        var proposal = ProposalFor($$"""{"Version":"2012-10-17","Statement":[{"Sid":"{{Sid}}","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""");
        var command = FixFragments.Command(proposal);
        Assert.All(command, c => Assert.InRange(c, ' ', '~'));
        using var document = JsonDocument.Parse(command[(command.IndexOf('{', StringComparison.Ordinal))..^1]);
        Assert.Equal(Sid, document.RootElement.GetProperty("Statement")[0].GetProperty("Sid").GetString());
        Assert.All(FixFragments.CloudFormation([proposal, proposal]), c => Assert.True(c is >= ' ' and <= '~' or '\n' or '\r'));
        Assert.All(FixFragments.Terraform(proposal), c => Assert.True(c is >= ' ' and <= '~' or '\n' or '\r'));
    }

    [Theory]
    [InlineData("Deploy", "Deploy")]
    [InlineData("file:///etc/passwd", "ROLE-NAME")]
    [InlineData("x\u001b]0;owned\u0007", "ROLE-NAME")]
    [InlineData("--endpoint-url", "ROLE-NAME")]
    public void A_command_has_no_name_that_no_role_can_have(string name, string written)
    {
        var proposal = ProposalFor("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""");
        proposal = proposal with { Role = proposal.Role with { Name = name } };
        Assert.Contains($"--role-name '{written}' ", FixFragments.Command(proposal), StringComparison.Ordinal);
        Assert.Equal(written == "ROLE-NAME", FixFragments.Notes(proposal, "cli").Any(n => n.Code == "no-role-name"));
    }

    [Fact]
    public void Two_roles_have_two_logical_ids()
    {
        var proposal = ProposalFor("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""");
        using var template = JsonDocument.Parse(FixFragments.CloudFormation([proposal, proposal]));
        Assert.Equal(["Role", "Role2"], template.RootElement.GetProperty("Resources").EnumerateObject().Select(r => r.Name));
    }

    private static Proposal ProposalFor(string policy)
    {
        var text = SourceText.OfString(policy, "role.json");
        return Assert.IsType<Proposal>(RoleFix.Find(new Role(null, null, null, PolicyParser.Parse(text, PolicyKind.Trust), text.PlaceOf(0)) { Text = text }, Premises.None));
    }
}
