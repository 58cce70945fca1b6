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
