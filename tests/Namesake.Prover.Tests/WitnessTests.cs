using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Tests;

/// <summary>A witness is what the evaluator confirms: two admitted requests, two callers, one name.</summary>
public sealed class WitnessTests
{
    private static readonly PolicyDocument Policy = PolicyParser.Parse("""
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["111122223333","444455556666"]},"Action":["sts:AssumeRole","sts:SetSourceIdentity"],
        "Condition":{"StringNotEquals":{"sts:RoleSessionName":"forbidden"}}}]}
        """).Document!;

    private static readonly Request Alice = By(Caller.User(AccountId.Of("111122223333"), "alice"));
    private static readonly Request Bob = By(Caller.User(AccountId.Of("111122223333"), "bob"));

    [Fact]
    public void Two_callers_with_one_name_are_a_witness()
    {
        var witness = Witness.Confirm(Policy, Alice, Bob);
        Assert.NotNull(witness);
        Assert.Equal((Alice, Bob), (witness.First, witness.Second));
    }

    [Fact]
    public void Namesakes_of_two_accounts_are_a_witness() =>
        Assert.NotNull(Witness.Confirm(Policy, Alice, By(Caller.User(AccountId.Of("444455556666"), "alice"))));

    [Fact]
    public void One_user_is_none_whatever_the_path_and_case_of_the_name()
    {
        Assert.Null(Witness.Confirm(Policy, Alice, Alice));
        Assert.Null(Witness.Confirm(Policy, Alice, By(Caller.User(AccountId.Of("111122223333"), "ALICE", "/staff/"))));
    }

    [Fact]
    public void Two_names_are_none() => Assert.Null(Witness.Confirm(Policy, Alice, Bob with { SessionName = "other" }));

    [Fact]
    public void Two_source_identities_are_none()
    {
        Assert.Null(Witness.Confirm(Policy, Alice with { SourceIdentity = "alice" }, Bob with { SourceIdentity = "bob" }));
        // A request without a source identity is admitted, so that the source identity does not identify.
        Assert.NotNull(Witness.Confirm(Policy, Alice with { SourceIdentity = "alice" }, Bob));
        Assert.NotNull(Witness.Confirm(Policy, Alice with { SourceIdentity = "same" }, Bob with { SourceIdentity = "same" }));
    }

    [Fact]
    public void A_request_that_is_not_admitted_is_none_on_either_side()
    {
        var stranger = By(Caller.User(AccountId.Of("777788889999"), "carol"));
        Assert.Null(Witness.Confirm(Policy, Alice, stranger));
        Assert.Null(Witness.Confirm(Policy, stranger, Alice));
        Assert.Null(Witness.Confirm(Policy, Alice with { SessionName = "forbidden" }, Bob with { SessionName = "forbidden" }));
        Assert.Null(Witness.Confirm(Policy, Alice with { SessionName = "x" }, Bob with { SessionName = "x" }));
    }

    private static Request By(Caller caller) => new(StsAdmission.AssumeRole, caller, "session", null, Request.NoContext);
}
