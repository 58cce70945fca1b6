using Namesake.Audit.Today;
using Namesake.Prover.Questions;
using static Namesake.Audit.Tests.Today.Details;

namespace Namesake.Audit.Tests.Today;

/// <summary>What was not read is said, and makes nothing look safe.</summary>
public sealed class TodayGapTests
{
    private static readonly string Allow = Statement();

    [Fact]
    public async Task A_policy_that_was_not_understood_leaves_the_answer_incomplete_with_its_place()
    {
        var answer = await Ask("Deploy", Page([User("alice", Allow), User("bob", Statement(action: "{\"Ref\":\"A\"}"))], [Role("Deploy", Trust(Home))]));
        Assert.Equal("alice Certain, bob Undecided", answer.Text());
        Assert.Equal(Verdict.Unknown, answer.Verdict);
        Assert.False(answer.IsComplete);
        var gap = answer.Gaps[0];
        Assert.Equal(("template-expression", 2), (gap.Code, gap.Place!.Line));
    }

    [Theory]
    [InlineData(""","AttachedManagedPolicies":[{"PolicyArn":"arn:aws:iam::aws:policy/gone"}]""", "policy-not-in-input")]
    [InlineData(""","GroupList":["gone"]""", "group-not-in-input")]
    [InlineData(""","UserPolicyList":[{"PolicyName":"p","PolicyDocument":"%7Bnope"}]""", "not-json")]
    [InlineData(""","UserPolicyList":[{"PolicyName":"p"}]""", "no-document")]
    public async Task A_policy_that_is_not_there_leaves_the_answer_incomplete(string more, string code)
    {
        var answer = await Ask("Deploy", Page([User("alice", more: more)], [Role("Deploy", Trust(Home))]));
        Assert.Equal("alice Undecided", answer.Text());
        Assert.Equal(code, Assert.Single(answer.Gaps).Code);
    }

    [Fact]
    public async Task A_missing_page_leaves_every_answer_incomplete()
    {
        var answer = await Ask("Deploy", Page([User("alice", Allow)], [Role("Deploy", Trust(Home))], ",\"IsTruncated\":true"));
        Assert.Equal("identities-incomplete", Assert.Single(answer.Gaps).Code);
    }

    [Fact]
    public async Task Without_identity_policies_there_is_no_answer()
    {
        var read = await Read($$"""{"Roles":[{{Role("Deploy", Trust(Home))}}]}""");
        Assert.Null(new TodayAudit(read.Identities).Ask(read.Roles[0]));
    }
}
