using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>What an operator says to hold beside the trust policies.</summary>
public sealed class PremisesTests
{
    private const string OwnNameScp = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*","Condition":{"StringNotEquals":{"sts:RoleSessionName":"${aws:username}"}}}}""";
    private const string ByTag = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:PrincipalTag/person}"}}}}""";

    private static readonly string Hole = Path.Combine(Repository.Root, "samples", "policies", "own-name-and-a-hole.json");
    private static readonly string OwnName = Path.Combine(Repository.Root, "samples", "policies", "own-name.json");

    [Fact]
    public void A_service_control_policy_can_close_a_hole()
    {
        using var folder = new ScratchFolder();
        var scp = folder.Write("scp.json", $$$"""{"Policy":{"PolicySummary":{"Type":"SERVICE_CONTROL_POLICY"},"Content":{{{System.Text.Json.JsonSerializer.Serialize(OwnNameScp)}}}}}""");
        Assert.Equal(1, Cli.Namesake("audit", Hole).ExitCode);
        var result = Cli.Namesake("audit", Hole, "--scp", scp);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Taken for granted: 1 service control policy for every user and role session", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_control_policy_is_one_of_the_premises_in_JSON()
    {
        using var folder = new ScratchFolder();
        var rcp = folder.Write("rcp.json", OwnNameScp.Replace("\"Action\"", "\"Principal\":\"*\",\"Action\"", StringComparison.Ordinal));
        var result = Cli.Namesake("audit", Hole, "--rcp", rcp, "--format", "json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1, result.Json.GetProperty("premises").GetProperty("resourceControlPolicies").GetInt32());
        Assert.Equal(0, result.Json.GetProperty("premises").GetProperty("serviceControlPolicies").GetInt32());
    }

    [Fact]
    public void A_broken_one_is_reported_with_its_place_and_the_audit_goes_on_undecided()
    {
        using var folder = new ScratchFolder();
        var scp = folder.Write("scp.json", "{\n  \"Statement\": [ oops");
        var result = Cli.Namesake("audit", OwnName, "--scp", scp);
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("attributable", result.Out, StringComparison.Ordinal);
        Assert.Contains($"{scp}:2:18: error broken-json", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, Cli.Namesake("audit", Hole, "--scp", scp).ExitCode);
    }

    [Fact]
    public void A_key_that_names_one_person_makes_a_proof_that_says_so()
    {
        using var folder = new ScratchFolder();
        var policy = folder.Write("policy.json", ByTag);
        Assert.Equal(1, Cli.Namesake("audit", policy).ExitCode);
        var result = Cli.Namesake("audit", policy, "--identifying", "aws:PrincipalTag/person", "--identifying", "saml:mail");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("aws:PrincipalTag/person names one person; saml:mail names one person", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--identifying", "aws:RequestTag/person", "the caller chooses it")]
    [InlineData("--identifying", "sts:RoleSessionName", "the caller chooses it")]
    [InlineData("--identifying", "sts:SourceIdentity", "the caller chooses it")]
    [InlineData("--identifying", "", "must have a name")]
    [InlineData("--scp", "no-such-file.json", "there is no file")]
    [InlineData("--rcp", "no-such-file.json", "there is no file")]
    public void What_cannot_be_is_wrong_use_with_a_sentence_why(string option, string value, string why)
    {
        var result = Cli.Namesake("audit", OwnName, option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_read_once_only() =>
        Assert.Contains("once only", Cli.NamesakeWithInput([], "audit", "-", "--scp", "-").Error, StringComparison.Ordinal);
}
