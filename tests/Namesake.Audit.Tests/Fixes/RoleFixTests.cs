using System.Collections.Immutable;
using Namesake.Audit.Fixes;
using Namesake.Audit.Today;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;

namespace Namesake.Audit.Tests.Fixes;

/// <summary>What a fix rests on beside the policy, whom it serves, and whom it tells of.</summary>
public sealed class RoleFixTests
{
    private static readonly AccountId Account = AccountId.Of("111122223333");

    [Fact]
    public void A_role_read_without_its_text_is_refused() => Assert.Throws<ArgumentException>(() => RoleFix.Find(Roles.Of(Roles.Open), Premises.None));

    [Fact]
    public void A_policy_of_the_organization_may_make_a_fix_needless()
    {
        var control = PolicyParser.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringNotLike":{"sts:RoleSessionName":"${aws:username}"}}}]}""", PolicyKind.ServiceControl);
        Assert.Equal("no-fix-needed", FixedRoles.NoFix(Roles.Open, Premises.None with { ServiceControls = [control.Document!] }).Code);
    }

    [Fact]
    public void A_name_that_the_organization_forbids_is_not_demanded()
    {
        var control = PolicyParser.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringNotEquals":{"sts:RoleSessionName":"shared"}}}]}""", PolicyKind.ServiceControl);
        var proposal = FixedRoles.Proposal(Roles.Open, Premises.None with { ServiceControls = [control.Document!] });
        Assert.Equal(Carrier.SourceIdentity, proposal.Way.Carrier);
    }

    [Fact]
    public void Everyone_who_still_passes_is_admitted_by_the_evaluator()
    {
        var proposal = FixedRoles.Proposal(Roles.TwoAccounts.Replace(",\"Condition\":{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}", "", StringComparison.Ordinal));
        Assert.Equal(["111122223333", "444455556666"], proposal.Proof.StillPass.Select(p => p.Principal).Distinct(StringComparer.Ordinal));
        Assert.All(proposal.Proof.StillPass, p => Assert.True(StsAdmission.Admits(proposal.NewPolicy, p.Example)));
    }

    [Fact]
    public void People_whose_names_cannot_be_session_names_are_named()
    {
        var premises = Premises.None with { People = ImmutableDictionary<AccountId, ImmutableArray<string>>.Empty.Add(Account, ["x", "alice"]) };
        var note = Assert.Single(FixedRoles.Proposal(Roles.Open, premises).Notes, n => n.Code == "user-names-unfit");
        Assert.StartsWith("x cannot", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_of_a_name_that_fits_no_longer_is_not_shut_out_silently()
    {
        // Whoever is called so can pass, whoever is not cannot: no demand of the user's name is fair here.
        var policy = Roles.Open.Replace("\"sts:AssumeRole\"}", "\"sts:AssumeRole\",\"Condition\":{\"StringLike\":{\"sts:RoleSessionName\":\"a?\"}}}", StringComparison.Ordinal);
        Assert.Equal(Carrier.SourceIdentity, FixedRoles.Proposal(policy).Way.Carrier);
    }

    [Fact]
    public void Existing_roles_that_a_fix_shuts_out_are_named()
    {
        var role = FixedRoles.Of(Roles.Open) with { Arn = "arn:aws:iam::111122223333:role/Deploy", Name = "Deploy" };
        var allow = PolicyParser.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}""", PolicyKind.Identity);
        ImmutableArray<IamIdentity> identities =
        [
            .. new[] { "user/alice", "role/Ops" }.Select(r => new IamIdentity(new Arn("aws", "iam", "", "111122223333", r), Account, [new IdentityPolicy("all", allow)], null)),
        ];
        var proposal = Assert.IsType<Proposal>(RoleFix.Find(role, Premises.None));
        var note = Assert.Single(ExistingCallers.Consider(proposal, new TodayAudit(new IdentityListing(identities, [], IsWhole: true))).Notes, n => n.Code == "existing-callers-shut-out");
        Assert.Contains("role/Ops", note.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_demand_of_source_identity_only_is_kept_to()
    {
        var outcome = RoleFix.Find(FixedRoles.Of(Roles.Open), Premises.None, Carrier.SourceIdentity);
        Assert.Equal(Carrier.SourceIdentity, Assert.IsType<Proposal>(outcome).Way.Carrier);
    }

    [Theory]
    [InlineData("{\"a\": \"b c\"}", 11)]
    [InlineData("{ \"a\" :\r\n\t\"\\\" x\" }", 12)]
    public void White_space_between_the_parts_does_not_count(string json, int characters) => Assert.Equal(characters, Quota.CharactersOf(json));
}
