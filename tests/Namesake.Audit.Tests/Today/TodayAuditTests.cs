using Namesake.Audit.Today;
using Namesake.Policy.Evaluation;
using Namesake.Prover.Questions;
using static Namesake.Audit.Tests.Today.Details;

namespace Namesake.Audit.Tests.Today;

/// <summary>Who can assume a role now.</summary>
public sealed class TodayAuditTests
{
    private const string Mfa = ""","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""";
    private const string Forced = ""","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}""";

    private static readonly string Allow = Statement();

    public static TheoryData<string, string> OwnPolicies { get; } = new()
    {
        { "", "" },
        { Statement(), "alice Certain" },
        { Statement(action: "\"*\""), "alice Certain" },
        { Statement(action: "[\"s3:*\",\"STS:assume*\"]"), "alice Certain" },
        { Statement(action: "\"s3:*\""), "" },
        { Statement().Replace("\"Action\"", "\"NotAction\"", StringComparison.Ordinal), "" },
        { Statement(action: "\"iam:*\"").Replace("\"Action\"", "\"NotAction\"", StringComparison.Ordinal), "alice Certain" },
        { Statement(resource: $"\"{Deploy}\""), "alice Certain" },
        { Statement(resource: "[\"arn:aws:iam::*:role/Other\",\"arn:aws:iam::*:role/D?p*\"]"), "alice Certain" },
        { Statement(resource: "\"arn:aws:iam::111122223333:role/deploy\""), "" },
        { Statement(resource: "\"arn:aws:iam::111122223333:role/D*\"").Replace("\"Resource\"", "\"NotResource\"", StringComparison.Ordinal), "" },
        { Statement(resource: "\"arn:aws:iam::111122223333:role/X*\"").Replace("\"Resource\"", "\"NotResource\"", StringComparison.Ordinal), "alice Certain" },
        { Statement(resource: "\"arn:aws:iam::${aws:PrincipalAccount}:role/Deploy\""), "alice Certain" },
        { Statement(resource: "\"arn:aws:iam::111122223333:role/${aws:username}\""), "" },
        { Statement(resource: "\"arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}\""), "alice Conditional" },
        { Statement(more: Mfa), "alice Conditional" },
        { $"{Statement()},{Statement(more: Mfa)}", "alice Certain" },
        { $"{Statement()},{Statement("Deny", "\"sts:*\"")}", "" },
        { $"{Statement()},{Statement("Deny", resource: $"\"{Deploy}x\"")}", "alice Certain" },
        { $"{Statement()},{Statement("Deny", more: Mfa)}", "alice Conditional" },
        { Statement(action: "{\"Ref\":\"Action\"}"), "alice Undecided" },
    };

    [Theory]
    [MemberData(nameof(OwnPolicies))]
    public async Task An_identity_whose_account_is_trusted_needs_an_Allow_of_its_own(string statements, string callers) =>
        Assert.Equal(callers, (await Ask("Deploy", Page([User("alice", statements)], [Role("Deploy", Trust(Home))]))).Text());

    public static TheoryData<string, string, string> NamedUsers { get; } = new()
    {
        { "", "", "alice Certain" },
        { Statement("Deny"), "", "" },
        { "", Statement(action: "\"s3:*\""), "alice Certain" },
        { "", Statement("Deny"), "" },
    };

    [Theory]
    [MemberData(nameof(NamedUsers))]
    public async Task A_user_that_the_trust_policy_of_its_account_names_needs_none_and_no_boundary_but_a_Deny_wins(string statements, string boundary, string callers) =>
        Assert.Equal(callers, (await Ask("Deploy", Page([User("alice", statements, Boundary(boundary))], [Role("Deploy", Trust($"arn:aws:iam::{Home}:user/alice"))], Managed(boundary)))).Text());

    public static TheoryData<string, string, string> Boundaries { get; } = new()
    {
        { Home, Statement(), "Dev Certain" },
        { Home, Statement(action: "\"s3:*\""), "" },
        { Home, Statement(more: Mfa), "Dev Conditional" },
        { $"arn:aws:iam::{Home}:role/Dev", Statement(action: "\"s3:*\""), "" },
        { $"arn:aws:iam::{Home}:role/Dev", Statement(), "Dev Certain" },
        { $"arn:aws:sts::{Home}:assumed-role/Dev/ci", Statement(action: "\"s3:*\""), "Dev/ci Certain" },
    };

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task A_permissions_boundary_limits_a_role_but_not_a_named_session(string principal, string boundary, string callers) =>
        Assert.Equal(callers, (await Ask("Deploy", Page([], [Role("Dev", Trust(Other), Allow, Boundary(boundary)), Role("Deploy", Trust(principal))], Managed(boundary)))).Text());

    [Theory]
    [InlineData(Other)]
    [InlineData($"arn:aws:iam::{Other}:user/bob")]
    public async Task Across_accounts_both_policies_are_needed(string principal)
    {
        var role = Role("Deploy", Trust(principal));
        Assert.Equal("", (await Ask("Deploy", Page([], [role]), Page([User("bob", account: Other)], []))).Text());
        Assert.Equal("bob Certain", (await Ask("Deploy", Page([], [role]), Page([User("bob", Allow, account: Other)], []))).Text());
    }

    [Fact]
    public async Task Everyone_lets_its_own_account_in_without_further_ado_and_others_by_their_own_policies()
    {
        var answer = await Ask("Deploy", Page([User("alice")], [Role("Deploy", Trust("*"))]), Page([User("bob", Allow, account: Other), User("carol", account: Other)], []));
        Assert.Equal("alice Certain, bob Certain, Deploy Certain", answer.Text());
        Assert.Equal(["anyone in any account"], answer.Outside);
    }

    [Fact]
    public async Task Policies_of_groups_and_managed_policies_count_in_the_version_in_force()
    {
        var old = $$""","Policies":[{"PolicyName":"p","Arn":"arn:aws:iam::aws:policy/p","DefaultVersionId":"v2","PolicyVersionList":[{"Document":{{Document(Statement("Deny"))}},"VersionId":"v1","IsDefaultVersion":false},{"Document":{{Document(Allow)}},"VersionId":"v2","IsDefaultVersion":true}]}]""";
        const string Attached = "\"AttachedManagedPolicies\":[{\"PolicyName\":\"p\",\"PolicyArn\":\"arn:aws:iam::aws:policy/p\"}]";
        var group = $$""","GroupDetailList":[{"GroupName":"ops","Arn":"arn:aws:iam::{{Home}}:group/ops",{{Attached}}}]""";
        var answer = await Ask("Deploy", Page(
            [User("alice", more: $",{Attached}"), User("bob", more: ",\"GroupList\":[\"ops\"]"), User("carol")],
            [Role("Deploy", Trust(Home)), Role("Dev", Trust(Other), more: $",{Attached}")],
            old + group));
        Assert.Equal("alice Certain, bob Certain, Dev Certain", answer.Text());
        Assert.True(answer.IsComplete);
    }

    [Fact]
    public async Task The_trust_policy_must_admit_the_caller_and_the_prover_says_whether_it_can()
    {
        var users = new[] { User("alice", Allow), User("ann@corp", Allow), User("bob", Allow) };
        var tied = await Ask("Deploy", Page(users, [Role("Deploy", Trust(Home, ""","Condition":{"StringLike":{"aws:username":"a*"},"StringEquals":{"sts:RoleSessionName":"x-${aws:username}"}}"""))]));
        Assert.Equal("alice Certain, ann@corp Certain", tied.Text());
        Assert.Equal((Verdict.Attributable, Carrier.SessionName), (tied.Verdict, tied.Carrier));
        Assert.All(tied.Callers, c => Assert.StartsWith("x-", c.Example!.SessionName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_statement_that_names_a_user_does_not_lend_it_the_way_of_its_account()
    {
        var answer = await Ask("Deploy", Page([User("alice"), User("bob", Allow)], [Role("Deploy", $"{Trust(Home, Forced)},{Trust($"arn:aws:iam::{Home}:user/alice", ""","Condition":{"StringEquals":{"sts:RoleSessionName":"root!"}}""")}")]));
        Assert.Equal("bob Certain", answer.Text());
    }

    [Fact]
    public async Task What_could_be_forged_may_be_safe_today_and_a_clash_is_shown_with_callers_that_exist()
    {
        var role = Role("Deploy", Trust(Home));
        var one = await Ask("Deploy", Page([User("zoe", Allow), User("yan")], [role]));
        Assert.Equal((Verdict.Attributable, Carrier.SoleCaller), (one.Verdict, one.Carrier));
        var two = await Ask("Deploy", Page([User("zoe", Allow), User("yan", Allow)], [role]));
        Assert.Equal(Verdict.Forgeable, two.Verdict);
        Assert.Equal(["yan", "zoe"], new[] { two.Witness!.First.Caller.UserName!, two.Witness.Second.Caller.UserName! }.Order(StringComparer.Ordinal));
        Assert.StartsWith("2 users can assume it today: ", two.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_witness_is_admitted_by_the_policy_itself()
    {
        var read = await Read(Page([User("zoe", Allow), User("yan", Allow)], [Role("Dev", Trust(Home), Allow, path: "/team/"), Role("Deploy", Trust(Home))]));
        foreach (var role in read.Roles)
        {
            var witness = new TodayAudit(read.Identities).Ask(role)!.Witness!;
            Assert.All([witness.First, witness.Second], r => Assert.True(StsAdmission.Admits(role.TrustPolicy.Document!, r)));
        }
    }

    [Fact]
    public async Task Whom_the_input_does_not_list_is_said_and_not_counted()
    {
        var answer = await Ask("Deploy", Page([User("alice")], [Role("Deploy", $"{Trust(Other)},{Trust("{\"Service\":\"ec2.amazonaws.com\"}")},{Trust($"arn:aws:iam::{Home}:user/gone")}")]));
        Assert.Equal(Verdict.Closed, answer.Verdict);
        Assert.Equal([$"account {Other}", "ec2.amazonaws.com"], answer.Outside);
        Assert.Contains(Other, answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_callers_are_compared_in_bounded_time()
    {
        var users = Enumerable.Range(0, 2_000).Select(i => User($"user{i:0000}", Allow)).ToList();
        var open = await Ask("Deploy", Page(users, [Role("Deploy", Trust(Home))]));
        Assert.Equal((2_000, Verdict.Forgeable), (open.Callers.Length, open.Verdict));
        var forced = await Ask("Deploy", Page(users, [Role("Deploy", Trust(Home, Forced))]));
        Assert.Equal((2_000, Verdict.Attributable), (forced.Callers.Length, forced.Verdict));
        var few = await Ask("Deploy", Page(users.Take(90), [Role("Deploy", Trust(Home, Forced))]));
        Assert.Equal((90, Verdict.Attributable), (few.Callers.Length, few.Verdict));
    }

    private static string Boundary(string statements) => statements.Length == 0 ? "" : ""","PermissionsBoundary":{"PermissionsBoundaryType":"Policy","PermissionsBoundaryArn":"arn:aws:iam::111122223333:policy/b"}""";

    private static string Managed(string statements) => statements.Length == 0 ? "" :
        $$""","Policies":[{"PolicyName":"b","Arn":"arn:aws:iam::111122223333:policy/b","PolicyVersionList":[{"Document":{{Document(statements)}},"VersionId":"v1","IsDefaultVersion":true}]}]""";
}
