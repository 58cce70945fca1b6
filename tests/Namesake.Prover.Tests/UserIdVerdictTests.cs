using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;

namespace Namesake.Prover.Tests;

/// <summary>
/// Policies that speak of <c>aws:userid</c>, which the small worlds do not have: a user's unique id; a role's, a colon and
/// the session's own name.
/// </summary>
public sealed class UserIdVerdictTests
{
    private const string Account = "\"AWS\":\"111122223333\"";
    private const string TwoAccounts = "\"AWS\":[\"111122223333\",\"444455556666\"]";
    private const string Role = "\"AWS\":\"arn:aws:iam::111122223333:role/Dev\"";
    private const string TwoRoles = "\"AWS\":[\"arn:aws:iam::111122223333:role/Dev\",\"arn:aws:iam::111122223333:role/Ops\"]";

    [Theory]
    [InlineData(Account, "\"StringLike\":{\"aws:userid\":\"*:${sts:RoleSessionName}\"}", Verdict.Forgeable, null)]
    [InlineData(Role, "\"StringLike\":{\"aws:userid\":\"*:${sts:RoleSessionName}\"}", Verdict.Attributable, Carrier.SessionName)]
    [InlineData(TwoRoles, "\"StringLike\":{\"aws:userid\":\"*:${sts:RoleSessionName}\"}", Verdict.Forgeable, null)]
    [InlineData(Account, "\"StringEquals\":{\"aws:userid\":\"AROAEXAMPLE123456789:${sts:RoleSessionName}\"}", Verdict.Attributable, Carrier.SessionName)]
    [InlineData(Account, "\"StringLike\":{\"aws:userid\":\"AROAEXAMPLE123456789:*\"}", Verdict.Forgeable, null)]
    [InlineData(Account, "\"StringLike\":{\"aws:userid\":[\"AROAEXAMPLE123456789:${sts:RoleSessionName}\",\"AROAEXAMPLE000000000:${sts:RoleSessionName}\"]}", Verdict.Forgeable, null)]
    [InlineData(Account, "\"StringEquals\":{\"aws:userid\":\"AROAEXAMPLE123456789:alice\"}", Verdict.Attributable, Carrier.SoleCaller)]
    [InlineData(Account, "\"StringEquals\":{\"aws:userid\":\"AIDAEXAMPLE123456789\"}", Verdict.Attributable, Carrier.SoleCaller)]
    [InlineData(Account, "\"StringEquals\":{\"aws:userid\":[\"AIDAEXAMPLE123456789\",\"AIDAEXAMPLE000000000\"]}", Verdict.Forgeable, null)]
    [InlineData(Account, "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:userid}\"}", Verdict.Attributable, Carrier.SessionName)]
    [InlineData(TwoAccounts, "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:userid}\"}", Verdict.Attributable, Carrier.SessionName)]
    [InlineData(TwoAccounts, "\"StringLike\":{\"sts:RoleSessionName\":\"${aws:userid}-*\"}", Verdict.Attributable, Carrier.SessionName)]
    [InlineData(Role, "\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:userid}\"}", Verdict.Closed, null)]
    public void The_unique_id_identifies_where_the_name_or_the_test_bears_it(string principal, string condition, Verdict verdict, Carrier? carrier)
    {
        var answer = Attributable.Ask(PolicyParser.Parse(
            $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{{principal}}},\"Action\":\"sts:AssumeRole\",\"Condition\":{{{condition}}}}}]}}"));
        Assert.True(verdict == answer.Verdict && carrier == answer.Carrier, $"{answer.Verdict} {answer.Carrier} ({answer.Code}: {answer.Reason})");
    }

    [Fact]
    public void A_policy_that_speaks_of_it_is_refuted_by_requests_that_have_it()
    {
        var witness = Attributable.Ask(PolicyParser.Parse("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole",
            "Condition":{"StringLike":{"aws:userid":"*:${sts:RoleSessionName}"}}}]}
            """)).Witness!;
        var (first, second) = (witness.First.Context["aws:userid"].Values[0], witness.Second.Context["aws:userid"].Values[0]);
        Assert.NotEqual(first, second);
        Assert.EndsWith($":{witness.First.SessionName}", first, StringComparison.Ordinal);
        Assert.EndsWith($":{witness.First.SessionName}", second, StringComparison.Ordinal);
    }
}
