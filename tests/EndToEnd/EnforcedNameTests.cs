using System.Text.Json;

namespace Namesake.EndToEnd;

/// <summary>One event is enough where the trust policy in force makes its session's name its caller's: from logs, and from the ledger in any order.</summary>
public sealed class EnforcedNameTests
{
    private const string Strict = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string Loose = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";

    private static readonly string Created = Policy("CreateRole", "2026-01-01T08:00:00Z", "assumeRolePolicyDocument", Strict);
    private static readonly string Loosened = Policy("UpdateAssumeRolePolicy", "2026-01-01T10:00:00Z", "policyDocument", Loose);
    private static readonly string Before = Act("11111111-1111-4111-8111-111111111111", "ASIAEXAMPLEBEFORE0001", "2026-01-01T09:00:00Z");
    private static readonly string After = Act("22222222-2222-4222-8222-222222222222", "ASIAEXAMPLEAFTER00002", "2026-01-01T11:00:00Z");

    [Fact]
    public void The_logs_tell_before_the_change_and_not_after_it()
    {
        using var folder = new ScratchFolder();
        var logs = folder.Write("logs.jsonl", string.Join('\n', After, Loosened, Before, Created));
        AssertAnswers("--logs", logs);
    }

    [Fact]
    public void The_ledger_tells_the_same_though_the_policies_come_last()
    {
        using var folder = new ScratchFolder();
        var ledger = Path.Combine(folder.Path, "ledger");
        foreach (var (i, log) in new[] { After, Before, Loosened, Created }.Index())
        {
            Cli.Namesake("import", folder.Write($"{i}.json", log), "--ledger", ledger);
            if (i == 1) Assert.Equal("claimed-name", Ask("11111111-1111-4111-8111-111111111111", "--ledger", ledger).GetProperty("evidence").GetString());
        }
        AssertAnswers("--ledger", ledger);
    }

    [Fact]
    public void An_audit_that_is_recorded_tells_where_the_logs_do_not()
    {
        using var folder = new ScratchFolder();
        var ledger = Path.Combine(folder.Path, "ledger");
        Cli.Namesake("import", folder.Write("logs.jsonl", $"{Before}\n{After}"), "--ledger", ledger);
        var listing = folder.Write("account.json", Listing(Strict));
        var plain = Cli.Namesake("audit", listing, "--format", "json");
        var recorded = Cli.Namesake("audit", listing, "--format", "json", "--record", "--at", "2026-01-01T10:30:00Z", "--ledger", ledger);
        Assert.Equal((plain.ExitCode, plain.Out), (recorded.ExitCode, recorded.Out));
        Assert.Contains("1 trust policy recorded as of 2026-01-01T10:30:00Z; 2 identities answered anew", recorded.Error, StringComparison.Ordinal);
        var after = Ask("22222222-2222-4222-8222-222222222222", "--ledger", ledger);
        Assert.Equal("enforced-name", after.GetProperty("evidence").GetString());
        Assert.Equal("arn:aws:iam::111122223333:user/alice", after.GetProperty("origin").GetProperty("arn").GetString());
        Assert.Contains("the trust policy as audited on 2026-01-01T10:30:00Z lets nobody else have this session name", after.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("claimed-name", Ask("11111111-1111-4111-8111-111111111111", "--ledger", ledger).GetProperty("evidence").GetString());
        // However it is laid out, it is the same policy.
        var again = Cli.Namesake("audit", folder.Write("again.json", Listing(Uri.EscapeDataString(Strict.Replace("\":", "\" :  ", StringComparison.Ordinal)))), "--record", "--ledger", ledger);
        Assert.Contains("1 trust policy recorded as of", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("answered anew", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""", "and ")]
    [InlineData("""{"Role":{"RoleName":"deploy","Arn":"arn:aws:iam::111122223333:role/deploy","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[]}}}""", "whole listings")]
    [InlineData("""{"IsTruncated":true,"Marker":"m","Roles":[{"RoleName":"deploy","Arn":"arn:aws:iam::111122223333:role/deploy","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[]}}]}""", "whole listings")]
    [InlineData("""{"Roles":[{"RoleName":"deploy","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[]}}]}""", "tells none")]
    public void What_is_no_whole_listing_of_roles_is_not_recorded(string input, string why)
    {
        using var folder = new ScratchFolder();
        var ledger = Path.Combine(folder.Path, "ledger");
        var result = Cli.Namesake("audit", folder.Write("input.json", input), "--record", "--ledger", ledger);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("namesake: --record ", result.Error, StringComparison.Ordinal);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(ledger));
    }

    [Theory]
    [InlineData("--record", "--at", "2999-01-01")]
    [InlineData("--at", "2025-01-01")]
    [InlineData("--ledger", "somewhere")]
    public void A_time_to_come_and_options_without_their_verb_are_wrong_use(params string[] options)
    {
        using var folder = new ScratchFolder();
        Assert.Equal(2, Cli.Namesake(["audit", folder.Write("account.json", Listing(Strict)), .. options]).ExitCode);
    }

    private static string Listing(string document) =>
        JsonSerializer.Serialize(new { Roles = new[] { new { RoleName = "deploy", Path = "/", Arn = "arn:aws:iam::111122223333:role/deploy", AssumeRolePolicyDocument = document } } });

    private static void AssertAnswers(string option, string source)
    {
        var before = Ask("11111111-1111-4111-8111-111111111111", option, source);
        Assert.Equal("enforced-name", before.GetProperty("evidence").GetString());
        Assert.Equal("arn:aws:iam::111122223333:user/alice", before.GetProperty("origin").GetProperty("arn").GetString());
        Assert.Contains("in force since 2026-01-01T08:00:00Z (CreateRole, event CreateRole-1)", before.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("claimed-name", Ask("22222222-2222-4222-8222-222222222222", option, source).GetProperty("evidence").GetString());
    }

    private static JsonElement Ask(string id, string option, string source) => Cli.Namesake("who", id, option, source, "--format", "json").Json;

    private static string Policy(string name, string time, string field, string document) =>
        $$"""{"eventID":"{{name}}-1","eventTime":"{{time}}","eventName":"{{name}}","eventSource":"iam.amazonaws.com","awsRegion":"us-east-1","recipientAccountId":"111122223333","userIdentity":{"type":"IAMUser","userName":"root-admin","arn":"arn:aws:iam::111122223333:user/root-admin","accountId":"111122223333","principalId":"AIDAADMIN"},"requestParameters":{"roleName":"deploy","{{field}}":{{JsonSerializer.Serialize(document)}}},"responseElements":null}""";

    private static string Act(string id, string key, string time) =>
        $$$"""{"eventID":"{{{id}}}","eventTime":"{{{time}}}","eventName":"DeleteBucket","eventSource":"s3.amazonaws.com","awsRegion":"us-east-1","recipientAccountId":"111122223333","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/alice","accountId":"111122223333","principalId":"AROADEPLOY:alice","accessKeyId":"{{{key}}}","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/deploy","userName":"deploy","principalId":"AROADEPLOY"},"attributes":{"creationDate":"{{{time}}}"} } } }""";
}
