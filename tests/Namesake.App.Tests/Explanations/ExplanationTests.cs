using System.Text.Json;
using Namesake.App.Explanations;
using Namesake.Audit;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Tests;

namespace Namesake.App.Tests.Explanations;

/// <summary>What is said along the lines of a policy.</summary>
public sealed class ExplanationTests
{
    private const string Allow = """{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}""";

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""", "lets in AWS services, which name their sessions themselves")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":["sts:SetSourceIdentity","sts:TagSession"]}""", "lets nobody in by itself: it lets callers set a source identity and session tags")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:TagSession"}""", "lets nobody in by itself: it lets callers set session tags")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:GetCallerIdentity"}""", "lets nobody in: it allows no action by which a role is assumed")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"sts:TagSession"}""", "a Deny: without it the verdict would be the same")]
    [InlineData("""{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}""", "a Deny: without it the role would be forgeable")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"AIDAEXAMPLEEXAMPLE12"},"Action":"sts:AssumeRole"}""", "lets nobody in")]
    public void A_statement_is_told_in_a_sentence(string statement, string words)
    {
        var explanation = Explain($$"""{"Version":"2012-10-17","Statement":[{{Allow}},{{statement}}]}""");
        Assert.Contains(explanation.Annotations, a => a.Remark == Remark.Statement && a.Texts.Contains(words));
    }

    [Fact]
    public void Callers_of_one_name_are_told_apart_by_their_accounts()
    {
        var explanation = Explain("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["111122223333","444455556666"]},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""");
        var decisive = Assert.Single(explanation.Annotations, a => a.Remark == Remark.Decisive);
        Assert.Equal("StringEquals lets alice of account 111122223333 and alice of account 444455556666 share the name \"alice\"", Assert.Single(decisive.Texts));
    }

    [Fact]
    public void A_role_that_AWS_keeps_is_shown_without_remarks()
    {
        var explanation = Explain($$"""{"Statement":{{Allow}}}""", "/aws-service-role/x.amazonaws.com/");
        Assert.Empty(explanation.Annotations);
        Assert.NotEmpty(explanation.Listing.Lines);
    }

    public static TheoryData<string> Collections { get; } =
        ["aws-cloudformation_cfn-lint", "awsdocs_iam-user-guide", "prowler-cloud_prowler", "salesforce_cloudsplaining", "stelligent_cfn_nag"];

    [Theory]
    [MemberData(nameof(Collections))]
    public void Every_remark_on_a_policy_that_nobody_here_wrote_stands_under_a_line(string collection)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Repository.ThirdParty($"policies/trust-policies/{collection}.json")));
        foreach (var policy in json.RootElement.GetProperty("policies").EnumerateArray())
        {
            var explanation = Explain(policy.GetProperty("policy").GetRawText());
            Assert.Empty(explanation.Elsewhere);
            Assert.Equal(explanation.Annotations.Length, explanation.Listing.Lines.Sum(l => explanation.On(l).Count()));
            Assert.Equal(explanation.Finding.Code, explanation.Shown.Code);
            Assert.NotEmpty(explanation.Annotations);
        }
    }

    private static Explanation Explain(string policy, string? path = null)
    {
        var text = SourceText.OfString(policy, "policy.json");
        return Explanation.Of(new Role(null, "r", path, PolicyParser.Parse(text, PolicyKind.Trust), text.PlaceOf(0)) { Text = text }, [], Premises.None);
    }
}
