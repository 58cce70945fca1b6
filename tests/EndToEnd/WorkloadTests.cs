using System.Text.Json;

namespace Namesake.EndToEnd;

/// <summary>A function acts, and who changed its code last is named: from logs and from the ledger, in whatever order they come.</summary>
public sealed class WorkloadTests
{
    private const string Asked = "11111111-1111-4111-8111-111111111111";
    private const string Alice = """{"type":"IAMUser","userName":"alice","arn":"arn:aws:iam::111122223333:user/alice","accountId":"111122223333","principalId":"AIDAALICE","accessKeyId":"AKIAALICE00000000001"}""";

    private static readonly string[] Events =
    [
        Event("created", "08:00:00", "CreateFunction20150331", "lambda", Alice.Replace("alice", "bob", StringComparison.Ordinal), """{"functionName":"billing"}""", """{"functionName":"billing","functionArn":"arn:aws:lambda:us-east-1:111122223333:function:billing"}"""),
        Event("admin", "08:50:00", "AssumeRole", "sts", Alice, """{"roleArn":"arn:aws:iam::111122223333:role/Deploy","roleSessionName":"ci"}""", Issued("Deploy", "ci", "ASIADEPLOY0000000001")),
        Event("updated", "09:00:00", "UpdateFunctionCode20150331v2", "lambda", Session("Deploy", "ci", "ASIADEPLOY0000000001", "08:50:00"), """{"functionName":"billing"}""", "null"),
        Event("other", "09:10:00", "UpdateFunctionCode20150331v2", "lambda", Alice, """{"functionName":"invoices"}""", "null"),
        Event("later", "11:00:00", "UpdateFunctionCode20150331v2", "lambda", Alice, """{"functionName":"billing"}""", "null"),
        Event("issued", "10:00:00", "AssumeRole", "sts", """{"type":"AWSService","invokedBy":"lambda.amazonaws.com"}""", """{"roleArn":"arn:aws:iam::111122223333:role/Worker","roleSessionName":"billing"}""", Issued("Worker", "billing", "ASIAWORKER0000000001")),
        Event(Asked, "10:05:00", "DeleteBucket", "s3", Session("Worker", "billing", "ASIAWORKER0000000001", "10:00:00"), "null", "null"),
    ];

    [Fact]
    public void The_logs_tell_the_function_and_who_is_behind_its_last_change()
    {
        using var folder = new ScratchFolder();
        var logs = folder.Write("logs.jsonl", string.Join('\n', Events));
        AssertAnswers("--logs", logs);
        var line = Cli.Namesake("attribute", "--logs", logs).JsonLines.Single(l => l.GetProperty("eventId").GetString() == Asked);
        Assert.Equal("billing", line.GetProperty("workload").GetProperty("id").GetString());
        Assert.False(line.TryGetProperty("workloadChange", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_ledger_tells_the_same_whatever_comes_first(bool backwards)
    {
        using var folder = new ScratchFolder();
        var ledger = Path.Combine(folder.Path, "ledger");
        foreach (var (i, e) in (backwards ? Events.Reverse() : Events).Index()) Assert.Equal(0, Cli.Namesake("import", folder.Write($"{i}.json", e), "--ledger", ledger).ExitCode);
        AssertAnswers("--ledger", ledger);
        var session = Cli.Namesake("sessions", "--role", "Worker", "--ledger", ledger, "--format", "json").Json.GetProperty("sessions")[0];
        Assert.Equal(("workload", "lambda-function", "billing"), (session.GetProperty("kind").GetString(), session.GetProperty("workloadKind").GetString(), session.GetProperty("workload").GetString()));
        Assert.Contains("Workload: Lambda function billing (arn:aws:lambda:us-east-1:111122223333:function:billing)", Cli.Namesake("who", Asked, "--ledger", ledger).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_logs_do_not_tell_is_not_said()
    {
        using var folder = new ScratchFolder();
        var json = Cli.Namesake("who", Asked, "--logs", folder.Write("logs.jsonl", string.Join('\n', Events[3..])), "--format", "json").Json;
        Assert.Equal("billing", json.GetProperty("workload").GetProperty("id").GetString());
        Assert.False(json.TryGetProperty("workloadChange", out _));
        Assert.False(Cli.Namesake("who", "updated", "--logs", folder.Write("logs2.jsonl", string.Join('\n', Events)), "--format", "json").Json.TryGetProperty("workload", out _));
    }

    private static void AssertAnswers(string option, string source)
    {
        var result = Cli.Namesake("who", Asked, option, source, "--format", "json");
        Assert.Equal(0, result.ExitCode);
        var (workload, change) = (result.Json.GetProperty("workload"), result.Json.GetProperty("workloadChange"));
        Assert.Equal(["kind", "id", "arn", "account", "basis"], workload.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("lambda-function", "issuer"), (workload.GetProperty("kind").GetString(), workload.GetProperty("basis").GetString()));
        Assert.Equal(("updated", "alice", "key"), (change.GetProperty("eventId").GetString(), change.GetProperty("by").GetString(), change.GetProperty("evidence").GetString()));
    }

    private static string Issued(string role, string session, string key) =>
        JsonSerializer.Serialize(new { credentials = new { accessKeyId = key }, assumedRoleUser = new { assumedRoleId = $"AROA{role}:{session}", arn = $"arn:aws:sts::111122223333:assumed-role/{role}/{session}" } });

    private static string Session(string role, string session, string key, string created) => JsonSerializer.Serialize(new
    {
        type = "AssumedRole", principalId = $"AROA{role}:{session}", arn = $"arn:aws:sts::111122223333:assumed-role/{role}/{session}", accountId = "111122223333", accessKeyId = key,
        sessionContext = new { sessionIssuer = new { type = "Role", principalId = $"AROA{role}", arn = $"arn:aws:iam::111122223333:role/{role}", accountId = "111122223333", userName = role }, attributes = new { creationDate = $"2025-03-03T{created}Z" } },
    });

    private static string Event(string id, string time, string name, string service, string identity, string request, string response) =>
        $$"""{"eventID":"{{id}}","eventTime":"2025-03-03T{{time}}Z","eventName":"{{name}}","eventSource":"{{service}}.amazonaws.com","awsRegion":"us-east-1","recipientAccountId":"111122223333","userIdentity":{{identity}},"requestParameters":{{request}},"responseElements":{{response}}}""";
}
