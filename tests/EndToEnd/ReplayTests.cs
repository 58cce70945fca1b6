using System.Text.Json;

namespace Namesake.EndToEnd;

/// <summary>Recorded calls put to a proposed policy, alone and by <c>fix</c>.</summary>
public sealed class ReplayTests : IDisposable
{
    private const string Arn = "arn:aws:iam::111122223333:role/deploy";
    private const string Strict = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string Loose = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}""";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Ledger => Path.Combine(_folder.Path, "ledger");

    private static string[] Window => ["--days", "2", "--until", "2026-01-02T23:00:00Z"];

    [Fact]
    public void Whoever_would_be_refused_is_named_with_his_tool_and_what_to_change()
    {
        Import(Call("1", "alice", "alice", "2026-01-01T10:00:00Z", "aws-cli/2.15"), Call("2", "bob", "botocore-session-1", "2026-01-01T11:00:00Z", "Boto3/1.34 Botocore/1.34"), Call("3", "bob", "botocore-session-2", "2026-01-02T12:00:00Z", "Boto3/1.34 Botocore/1.34"));
        var run = Cli.Namesake(["replay", _folder.Write("strict.json", Strict), "--role", Arn, "--ledger", Ledger, "--format", "json", .. Window]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal((3, 1), (run.Json.GetProperty("calls").GetInt32(), run.Json.GetProperty("allowed").GetInt32()));
        var refused = Assert.Single(run.Json.GetProperty("refused").EnumerateArray());
        Assert.Equal(("arn:aws:iam::111122223333:user/bob", 2, "boto3", "2026-01-02T12:00:00Z"), (refused.GetProperty("caller").GetString(), refused.GetProperty("calls").GetInt32(), refused.GetProperty("tool").GetString(), refused.GetProperty("last").GetString()));
        Assert.Equal("bob", refused.GetProperty("change").GetProperty("sessionName").GetString());
        Assert.Contains("role_session_name = bob", refused.GetProperty("advice")[0].GetString(), StringComparison.Ordinal);
        var text = Cli.Namesake(["replay", _folder.Write("strict.json", Strict), "--role", Arn, "--ledger", Ledger, .. Window]);
        Assert.Contains("would be refused arn:aws:iam::111122223333:user/bob", text.Out, StringComparison.Ordinal);
        Assert.Contains("nobody verified these logs", text.Error, StringComparison.Ordinal);
        // Everybody passes the policy that is there.
        Assert.Equal(0, Cli.Namesake("replay", _folder.Write("loose.json", Loose), "--role", Arn, "--ledger", Ledger, "--days", "1", "--until", "2026-01-01").ExitCode);
    }

    [Fact]
    public void A_fix_is_put_to_history_before_it_is_applied()
    {
        Import(Call("1", "bob", "x1", "2026-01-02T12:00:00Z", "aws-cli/2.15"));
        var listing = _folder.Write("roles.json", JsonSerializer.Serialize(new { Roles = new[] { new { RoleName = "deploy", Path = "/", Arn, AssumeRolePolicyDocument = Loose } } }));
        var json = Cli.Namesake(["fix", listing, "--replay", Ledger, "--format", "json", .. Window]).Json;
        Assert.Equal("arn:aws:iam::111122223333:user/bob", json.GetProperty("roles")[0].GetProperty("replay").GetProperty("refused")[0].GetProperty("caller").GetString());
        Assert.Contains("would be refused arn:aws:iam::111122223333:user/bob", Cli.Namesake(["fix", listing, "--replay", Ledger, .. Window]).Out, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Namesake("fix", _folder.Write("bare.json", Loose), "--replay", Ledger).ExitCode);
        Assert.Equal(2, Cli.Namesake("fix", listing, "--replay", Path.Combine(_folder.Path, "none")).ExitCode);
    }

    [Fact]
    public void What_the_ledger_lacks_is_said_and_makes_the_answer_undecided()
    {
        Import(Call("1", "alice", "alice", "2026-01-02T12:00:00Z", "aws-cli/2.15"));
        var run = Cli.Namesake("replay", _folder.Write("strict.json", Strict), "--role", Arn, "--ledger", Ledger, "--days", "10", "--until", "2026-01-03");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("the ledger has no event of this account on 9 of 10 days", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Namesake("replay", _folder.Write("broken.json", "{"), "--role", Arn, "--ledger", Ledger).ExitCode);
        Assert.Equal(2, Cli.Namesake("replay", _folder.Write("strict.json", Strict), "--role", "deploy", "--ledger", Ledger).ExitCode);
        Assert.Contains("Example:", Cli.Namesake("replay", "--help").Out, StringComparison.Ordinal);
    }

    private void Import(params string[] events) => Assert.Equal(0, Cli.Namesake("import", _folder.Write("logs.jsonl", string.Join('\n', events)), "--ledger", Ledger).ExitCode);

    private static string Call(string id, string user, string session, string time, string agent) => JsonSerializer.Serialize(new
    {
        eventID = id, eventTime = time, eventName = "AssumeRole", eventSource = "sts.amazonaws.com", awsRegion = "us-east-1", recipientAccountId = "111122223333", sourceIPAddress = "203.0.113.7", userAgent = agent,
        userIdentity = new { type = "IAMUser", userName = user, arn = $"arn:aws:iam::111122223333:user/{user}", accountId = "111122223333", principalId = $"AIDA{user}", accessKeyId = $"AKIA{user}000000000000" },
        requestParameters = new { roleArn = Arn, roleSessionName = session },
        responseElements = new { credentials = new { accessKeyId = $"ASIADEPLOY{id}0000000" }, assumedRoleUser = new { assumedRoleId = $"AROADEPLOY:{session}", arn = $"arn:aws:sts::111122223333:assumed-role/deploy/{session}" } },
    });
}
