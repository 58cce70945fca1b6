using Namesake.Audit.Chains;
using static Namesake.Audit.Tests.Chains.Chain;

namespace Namesake.Audit.Tests.Chains;

/// <summary>Who arrives at a role, on which way, and whether it is still told who began.</summary>
public sealed class ChainAuditTests
{
    private const string Users = $"users of {A}";
    private const string Others = $"other roles of {A}";

    [Fact]
    public async Task A_name_that_is_forced_at_the_first_step_is_lost_where_sessions_choose_any()
    {
        var report = await Run(Role("Dev", Trust(A, ByName)), Role("Deploy", OfRole("Dev")), Role("Prod", OfRole("Deploy")));
        Assert.Equal([$"{Users} > Dev: SessionName"], report.Of("Dev").Lines());
        Assert.Equal([$"{Users} > Dev > Deploy: Lost at Deploy"], report.Of("Deploy").Lines());
        Assert.Equal([$"{Users} > Dev > Deploy > Prod: Lost at Deploy"], report.Of("Prod").Lines());
        Assert.Equal($"users of {A} arrive through Dev and Deploy; their names are lost at Deploy, which lets sessions choose any", report.Of("Prod").Sentence);
        Assert.Equal((1, 2), (report.CountOf(Telling.Told), report.CountOf(Telling.Lost)));
    }

    [Fact]
    public async Task A_hop_that_hands_the_name_on_tells_it_as_far_as_it_was_told()
    {
        var report = await Run(Role("Dev", Trust(A, ByName)), Role("Deploy", OfRole("Dev", SameName)), Role("Free", Trust($"arn:aws:iam::{A}:root", ""","Condition":{"StringEquals":{"aws:PrincipalType":"User"}}""")), Role("Late", OfRole("Free", SameName)));
        Assert.Equal([$"{Users} > Dev > Deploy: SessionName"], report.Of("Deploy").Lines());
        Assert.Equal([$"{Users} > Free > Late: Lost at Free"], report.Of("Late").Lines());
    }

    [Fact]
    public async Task A_source_identity_lasts_through_any_chain()
    {
        var report = await Run(Role("Dev", Trust(A, ByIdentity)), Role("Deploy", OfRole("Dev")), Role("Prod", OfRole("Deploy")));
        Assert.Equal([$"{Users} > Dev > Deploy > Prod: SourceIdentity"], report.Of("Prod").Lines());
        Assert.Equal($"users of {A} arrive through Dev and Deploy; they are told by the source identity, which lasts through the chain", report.Of("Prod").Sentence);
    }

    [Theory]
    [InlineData(""","Condition":{"StringEquals":{"sts:SourceIdentity":"${aws:username}","sts:RoleSessionName":"${aws:username}"}}""", "SourceIdentity")]
    [InlineData(""","Condition":{"StringEqualsIfExists":{"sts:SourceIdentity":"${aws:username}"}}""", "Lost at Dev")]
    [InlineData(AnyIdentity, "Lost at Dev")]
    public async Task Only_a_forced_and_identifying_source_identity_lasts(string condition, string outcome) =>
        Assert.Equal($"{Users} > Dev > Deploy: {outcome}", (await Run(Role("Dev", Trust(A, condition)), Role("Deploy", OfRole("Dev")))).Of("Deploy").Lines()[0]);

    [Fact]
    public async Task A_Deny_can_force_the_source_identity_too()
    {
        var report = await Run(
            Role("Dev", $"{Trust($"arn:aws:iam::{A}:root", ""","Condition":{"StringEquals":{"aws:PrincipalType":"User"}}""")},{Trust("*", ""","Condition":{"StringNotEquals":{"sts:SourceIdentity":"${aws:username}"}}""", "\"sts:AssumeRole\"", "Deny")}"),
            Role("Deploy", OfRole("Dev")));
        Assert.Equal([$"{Users} > Dev > Deploy: SourceIdentity"], report.Of("Deploy").Lines());
    }

    [Fact]
    public async Task Equal_source_identities_of_two_accounts_clash_where_both_arrive_and_not_before()
    {
        var report = await Run(Role("DevA", Trust(A, ByIdentity)), Role("DevB", Trust(B, ByIdentity)), Role("Mine", OfRole("DevA")), Role("Deploy", $"{OfRole("DevA")},{OfRole("DevB")}"), Role("Prod", OfRole("Deploy")));
        Assert.Equal([$"{Users} > DevA > Mine: SourceIdentity"], report.Of("Mine").Lines());
        Assert.Equal([$"{Users} > DevA > Deploy: Lost at Deploy", $"users of {B} > DevB > Deploy: Lost at Deploy"], report.Of("Deploy").Lines());
        Assert.Equal([$"{Users} > DevA > Deploy > Prod: Lost at Deploy", $"users of {B} > DevB > Deploy > Prod: Lost at Deploy"], report.Of("Prod").Lines());
        Assert.Contains("same source identities", report.Of("Deploy").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_callers_two_ways_with_one_source_identity_do_not_clash()
    {
        var report = await Run(Role("Dev", Trust(A, ByIdentity)), Role("Ops", Trust(A, ByIdentity)), Role("Deploy", $"{OfRole("Dev")},{OfRole("Ops")}"));
        Assert.Equal([$"{Users} > Dev > Deploy: SourceIdentity"], report.Of("Deploy").Lines());
    }

    [Fact]
    public async Task Source_identities_of_two_accounts_with_prefixes_of_their_own_do_not_clash()
    {
        static string Prefixed(string prefix) => ""","Condition":{"StringEquals":{"sts:SourceIdentity":"#-${aws:username}"}}""".Replace("#", prefix, StringComparison.Ordinal);
        var report = await Run(Role("DevA", Trust(A, Prefixed("a"))), Role("DevB", Trust(B, Prefixed("b"))), Role("Deploy", $"{OfRole("DevA")},{OfRole("DevB")}"));
        Assert.Equal([$"{Users} > DevA > Deploy: SourceIdentity", $"users of {B} > DevB > Deploy: SourceIdentity"], report.Of("Deploy").Lines());
    }

    [Fact]
    public async Task Somebody_without_a_source_identity_spoils_it_for_all_who_arrive()
    {
        var report = await Run(Role("Dev", Trust(A, ByIdentity)), Role("Deploy", $"{OfRole("Dev")},{Trust(B)}"));
        Assert.All(report.Of("Deploy").Arrivals, a => Assert.Equal(Telling.Lost, a.Telling));
    }

    [Fact]
    public async Task Names_that_one_way_hands_on_are_spoilt_where_another_lets_sessions_choose_any()
    {
        var report = await Run(Role("Dev", Trust(A, ByName)), Role("Free", OfRole("Dev")), Role("Deploy", OfRole("Dev", SameName)), Role("Prod", $"{OfRole("Deploy", SameName)}"), Role("Mix", $"{OfRole("Deploy", SameName)},{OfRole("Free")}"));
        Assert.Equal([$"{Users} > Dev > Deploy > Prod: SessionName"], report.Of("Prod").Lines());
        Assert.Equal([$"{Users} > Dev > Deploy > Mix: Lost at Mix"], report.Of("Mix").Lines());
        Assert.Contains("others may bear the same", report.Of("Mix").Arrivals[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_of_a_whole_account_lets_in_its_users_each_of_its_roles_and_roles_that_the_input_does_not_hold()
    {
        var report = await Run(Role("Dev", Trust($"arn:aws:iam::{B}:user/eve")), Role("Web", Trust("{\"Service\":\"ec2.amazonaws.com\"}")), Role("Deploy", Trust(A)));
        Assert.Equal(
            [$"{Users} > Deploy: Lost at Deploy", $"{Others} > Deploy: Lost at Deploy", $"user eve of {B} > Dev > Deploy: Lost at Deploy", "ec2.amazonaws.com > Web > Deploy: Services"],
            report.Of("Deploy").Lines());
        Assert.Equal([$"user eve of {B} > Dev: SoleCaller"], report.Of("Dev").Lines());
        Assert.Equal((Telling.Services, "ec2.amazonaws.com arrive"), (report.Of("Web").Worst, report.Of("Web").Sentence));
    }

    [Fact]
    public async Task Conditions_on_the_role_choose_among_the_roles_of_an_account()
    {
        var report = await Run(Role("Dev", Trust($"arn:aws:iam::{B}:user/eve")), Role("Ops", Trust($"arn:aws:iam::{B}:user/ann")), Role("Deploy", Trust(A, $$$""","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::{{{A}}}:role/Dev"}}""")));
        Assert.Equal([$"user eve of {B} > Dev > Deploy: SoleCaller"], report.Of("Deploy").Lines());
    }

    public static TheoryData<string, string> FirstSteps { get; } = new()
    {
        { Trust($"arn:aws:iam::{B}:role/Far"), $"sessions of arn:aws:iam::{B}:role/Far > R: Lost at R" },
        { Trust($"arn:aws:sts::{B}:assumed-role/Far/ci"), $"the session arn:aws:sts::{B}:assumed-role/Far/ci > R: SoleCaller" },
        { Trust("{\"Federated\":\"arn:aws:iam::111122223333:saml-provider/p\"}", action: "\"sts:AssumeRoleWithSAML\""), "subjects of arn:aws:iam::111122223333:saml-provider/p > R: SessionName" },
        { Trust("{\"Federated\":\"accounts.google.com\"}", action: "\"sts:AssumeRoleWithWebIdentity\""), "subjects of accounts.google.com > R: Lost at R" },
        { Trust("{\"Service\":\"lambda.amazonaws.com\"}"), "lambda.amazonaws.com > R: Services" },
        { Trust("*"), "users of any account > R: Lost at R; roles of any account > R: Lost at R" },
        { Trust(A, ByName), "users of 111122223333 > R: SessionName" },
        { $"{Trust(A, ByName)},{Trust(B, ByName)}", "users of 111122223333 > R: Lost at R; users of 444455556666 > R: Lost at R" },
        { Trust("AIDAEXAMPLEEXAMPLE12"), "" },
    };

    [Theory]
    [MemberData(nameof(FirstSteps))]
    public async Task A_first_step_is_by_whom_the_trust_policy_names(string trust, string lines) =>
        Assert.Equal(lines, string.Join("; ", (await Run(Role("R", trust))).Of("R").Lines()));

    [Fact]
    public async Task A_session_of_a_role_of_the_input_continues_its_chain()
    {
        var report = await Run(Role("Dev", Trust(A, ByName), path: "/team/"), Role("Deploy", Trust($"arn:aws:sts::{A}:assumed-role/Dev/ci")));
        Assert.Equal([$"{Users} > Dev > Deploy: SoleCaller"], report.Of("Deploy").Lines());
    }

    [Fact]
    public async Task Where_only_one_caller_can_have_begun_sessions_may_choose_any_name()
    {
        const string Eve = $"arn:aws:iam::{B}:user/eve";
        var report = await Run(Role("Dev", Trust(Eve)), Role("Ops", Trust(Eve)), Role("Deploy", $"{OfRole("Dev")},{OfRole("Ops")}"), Role("Prod", $"{OfRole("Deploy")},{OfRole("Prod2")}"), Role("Prod2", OfRole("Prod")));
        Assert.Equal([$"user eve of {B} > Dev > Deploy > Prod: SoleCaller"], report.Of("Prod").Lines());
        Assert.Equal([$"user eve of {B} > Dev > Deploy > Prod > Prod2: SoleCaller"], report.Of("Prod2").Lines());
    }

    [Fact]
    public async Task One_session_name_is_one_caller_only_where_the_names_are_told()
    {
        var report = await Run(Role("Dev", Trust(A, ByName)), Role("Free", Trust(A)), Role("FromDev", Trust($"arn:aws:sts::{A}:assumed-role/Dev/ci")), Role("FromFree", Trust($"arn:aws:sts::{A}:assumed-role/Free/ci")), Role("Good", OfRole("FromDev")), Role("Bad", OfRole("FromFree")));
        Assert.Equal([$"{Users} > Dev > FromDev > Good: SoleCaller"], report.Of("Good").Lines());
        Assert.Equal($"{Users} > Free > FromFree > Bad: Lost at Free", report.Of("Bad").Lines()[0]);
    }

    [Fact]
    public async Task Two_callers_who_come_separately_are_lost_where_they_meet()
    {
        var report = await Run(Role("Dev", Trust($"arn:aws:iam::{B}:user/eve")), Role("Ops", Trust($"arn:aws:iam::{B}:user/ann")), Role("Deploy", $"{OfRole("Dev")},{OfRole("Ops")}"));
        Assert.Equal([$"user ann of {B} > Ops > Deploy: Lost at Deploy", $"user eve of {B} > Dev > Deploy: Lost at Deploy"], report.Of("Deploy").Lines());
    }

    [Fact]
    public async Task Cycles_end_and_the_shortest_way_is_shown()
    {
        var report = await Run(Role("A", $"{Trust(A, ByName)},{OfRole("C")}"), Role("B", OfRole("A")), Role("C", $"{OfRole("B")},{OfRole("A")}"));
        Assert.Equal([$"{Users} > A: Lost at A"], report.Of("A").Lines());
        Assert.Equal([$"{Users} > A > C: Lost at A"], report.Of("C").Lines());
    }

    [Fact]
    public async Task A_trust_policy_that_was_not_understood_is_unknown_and_lets_nobody_on()
    {
        var report = await Run(Role("Dev", Trust("{\"AWS\":{\"Ref\":\"X\"}}")), Role("Deploy", OfRole("Dev")), Role("Shut", Trust(A, ""","Condition":{"StringEquals":{"aws:username":"a b"}}""")));
        Assert.Equal((Telling.Unknown, Telling.Nobody), (report.Of("Dev").Worst, report.Of("Shut").Worst));
        Assert.Equal("nobody arrives", report.Of("Shut").Sentence);
        Assert.Equal(["whoever may assume Dev > Dev > Deploy: Unknown at Dev perhaps"], report.Of("Deploy").Lines());
    }
}
