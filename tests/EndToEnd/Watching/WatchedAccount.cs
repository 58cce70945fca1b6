using System.Text.Json;

namespace Namesake.EndToEnd.Watching;

/// <summary>An account's listing of roles that a watch reads, its settings, its logs and its ledger, in a folder of their own.</summary>
internal sealed class WatchedAccount : IDisposable
{
    private const string Account = "111122223333";

    private readonly ScratchFolder _folder = new();

    public WatchedAccount() => List(("Admin", true));

    public string Path => _folder.Path;

    public string Ledger => System.IO.Path.Combine(Path, "ledger");

    public string Config => System.IO.Path.Combine(Path, "watch.yaml");

    /// <summary>The account's roles, each with whether it demands its callers' names.</summary>
    public void List(params (string Name, bool IsAttributable)[] roles)
    {
        var listing = new { IsTruncated = false, Roles = roles.Select(r => new { RoleName = r.Name, Arn = $"arn:aws:iam::{Account}:role/{r.Name}", Path = "/", AssumeRolePolicyDocument = Policy(r.IsAttributable) }) };
        // Replaced as a whole: a watch may be reading it.
        var next = _folder.Write("roles.json.new", JsonSerializer.Serialize(listing));
        File.Move(next, System.IO.Path.Combine(Path, "roles.json"), overwrite: true);
    }

    public void Set(string settings) => _folder.Write("watch.yaml", settings);

    /// <summary>Settings with a webhook and nothing else.</summary>
    public void SetWebhook(string url, string schedule = "*/2 * * * * *", string more = "") =>
        Set($"roles: roles.json\nledger: ledger\nschedule: \"{schedule}\"\n{more}channels:\n  - type: webhook\n    url: {url}\n");

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>A log that tells of a change of a role's trust policy.</summary>
    public void LogChange(string eventName, string role, bool isAttributable)
    {
        var request = new Dictionary<string, object?>(StringComparer.Ordinal) { ["roleName"] = role };
        if (eventName != "DeleteRole") request[eventName == "CreateRole" ? "assumeRolePolicyDocument" : "policyDocument"] = JsonSerializer.Serialize(Policy(isAttributable));
        var record = new
        {
            eventVersion = "1.08", eventTime = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"), eventSource = "iam.amazonaws.com", eventName, awsRegion = "us-east-1", sourceIPAddress = "192.0.2.7", eventID = Guid.NewGuid().ToString(),
            userIdentity = new { type = "IAMUser", principalId = "AIDAEXAMPLE", arn = $"arn:aws:iam::{Account}:user/alice", accountId = Account, accessKeyId = "AKIAEXAMPLE", userName = "alice" },
            requestParameters = request, responseElements = (object?)null, eventType = "AwsApiCall", recipientAccountId = Account,
        };
        var log = _folder.Write($"log-{Guid.NewGuid():N}.new", JsonSerializer.Serialize(new { Records = new[] { record } }));
        var logs = Directory.CreateDirectory(System.IO.Path.Combine(Path, "logs")).FullName;
        File.Move(log, System.IO.Path.Combine(logs, $"{Guid.NewGuid():N}.json"));
    }

    public RunningWatch Watch(params string[] more) => new(null, ["--config", Config, .. more]);

    public RunningWatch WatchWith(IReadOnlyDictionary<string, string?> variables, params string[] more) => new(variables, ["--config", Config, .. more]);

    public CliResult Once(IReadOnlyDictionary<string, string?>? variables = null) =>
        Cli.NamesakeWith(variables ?? new Dictionary<string, string?>(StringComparer.Ordinal), "watch", "--once", "--config", Config);

    public void Dispose() => _folder.Dispose();

    private static object Policy(bool isAttributable)
    {
        var statement = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Effect"] = "Allow", ["Principal"] = new { AWS = $"arn:aws:iam::{Account}:root" }, ["Action"] = "sts:AssumeRole",
        };
        if (isAttributable) statement["Condition"] = new { StringEquals = new Dictionary<string, string>(StringComparer.Ordinal) { ["sts:RoleSessionName"] = "${aws:username}" } };
        return new { Version = "2012-10-17", Statement = new[] { statement } };
    }
}
