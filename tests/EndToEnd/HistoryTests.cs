using System.Text.Json;

namespace Namesake.EndToEnd;

/// <summary>The versions of a role's trust policy, from events and from looks, with the person behind each change.</summary>
public sealed class HistoryTests : IDisposable
{
    private const string Strict = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:RoleSessionName":"${aws:username}"}}}]}""";
    private const string Loose = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}""";

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Ledger => Path.Combine(_folder.Path, "ledger");

    private CliResult Ask(params string[] arguments) => Cli.Namesake(["history", .. arguments, "--ledger", Ledger]);

    [Fact]
    public void Each_version_has_its_verdict_its_time_and_the_person_behind_the_change()
    {
        Import(Created, Assumed, Loosened);
        Assert.Equal(1, Cli.Namesake("audit", _folder.Write("account.json", Listing(Loose)), "--record", "--at", "2026-01-02T00:00:00Z", "--ledger", Ledger).ExitCode);
        var result = Ask("arn:aws:iam::111122223333:role/deploy", "--format", "json");
        Assert.Equal(1, result.ExitCode);
        var versions = result.Json.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal(["attributable", "forgeable"], versions.Select(v => v.GetProperty("verdict").GetString()));
        Assert.Equal(["2026-01-01T08:00:00Z", "2026-01-01T10:00:00Z"], versions.Select(v => v.GetProperty("since").GetString()));
        Assert.Equal(["2026-01-01T10:00:00Z", null], versions.Select(v => v.GetProperty("until").GetString()));
        Assert.Equal("2026-01-02T00:00:00Z", versions[1].GetProperty("lastSeen").GetString());
        Assert.Equal([Strict, Loose], versions.Select(v => v.GetProperty("document").GetString()));
        // The second was changed in a role's session, which mallory had asked for.
        var change = versions[1].GetProperty("changedBy");
        Assert.Equal(("key", "arn:aws:iam::111122223333:user/mallory"), (change.GetProperty("evidence").GetString(), change.GetProperty("origin").GetProperty("arn").GetString()));
        Assert.Equal("assumed-1", change.GetProperty("chain")[0].GetProperty("issuingEventId").GetString());
        var table = Ask("deploy").Out.Split('\n');
        Assert.Contains(table, l => l.Contains("forgeable", StringComparison.Ordinal) && l.Contains("mallory", StringComparison.Ordinal) && l.Contains("(last seen 2026-01-02T00:00:00Z)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_several_accounts_have_asks_for_the_account_and_an_unknown_role_is_not_decided()
    {
        Import(Created, Created.Replace("111122223333", "444455556666", StringComparison.Ordinal).Replace("created-1", "created-2", StringComparison.Ordinal));
        var several = Ask("deploy");
        Assert.Equal((2, ""), (several.ExitCode, several.Out));
        Assert.Contains("arn:aws:iam::444455556666:role/deploy", several.Error, StringComparison.Ordinal);
        Assert.Equal(0, Ask("arn:aws:iam::444455556666:role/deploy").ExitCode);
        Assert.Equal((4, ""), Ask("nobody") is var none ? (none.ExitCode, none.Out) : default);
        Assert.Equal(2, Ask("not/a role").ExitCode);
    }

    [Fact]
    public void Without_a_ledger_it_says_how_to_make_one()
    {
        var result = Ask("deploy");
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("namesake import", result.Error, StringComparison.Ordinal);
        Assert.Contains("Example:", Cli.Namesake("history", "--help").Out, StringComparison.Ordinal);
    }

    private void Import(params string[] events) => Assert.Equal(0, Cli.Namesake("import", _folder.Write("logs.jsonl", string.Join('\n', events)), "--ledger", Ledger).ExitCode);

    private static string Listing(string document) =>
        JsonSerializer.Serialize(new { Roles = new[] { new { RoleName = "deploy", Path = "/", Arn = "arn:aws:iam::111122223333:role/deploy", AssumeRolePolicyDocument = document } } });

    private const string Admin = """{"type":"IAMUser","userName":"admin","arn":"arn:aws:iam::111122223333:user/admin","accountId":"111122223333","principalId":"AIDAADMIN","accessKeyId":"AKIAADMIN00000000001"}""";
    private const string Mallory = """{"type":"IAMUser","userName":"mallory","arn":"arn:aws:iam::111122223333:user/mallory","accountId":"111122223333","principalId":"AIDAMALLORY","accessKeyId":"AKIAMALLORY000000001"}""";
    private const string Session = """{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/ops/x","accountId":"111122223333","principalId":"AROAOPS:x","accessKeyId":"ASIAOPS0000000000001","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/ops","userName":"ops","principalId":"AROAOPS"},"attributes":{"creationDate":"2026-01-01T09:00:00Z"}}}""";

    private static readonly string Created = Event("created-1", "2026-01-01T08:00:00Z", "CreateRole", "iam", Admin, JsonSerializer.Serialize(new { roleName = "deploy", assumeRolePolicyDocument = Strict }), "null");
    private static readonly string Loosened = Event("loosened-1", "2026-01-01T10:00:00Z", "UpdateAssumeRolePolicy", "iam", Session, JsonSerializer.Serialize(new { roleName = "deploy", policyDocument = Loose }), "null");
    private static readonly string Assumed = Event(
        "assumed-1", "2026-01-01T09:00:00Z", "AssumeRole", "sts", Mallory, """{"roleArn":"arn:aws:iam::111122223333:role/ops","roleSessionName":"x"}""",
        """{"credentials":{"accessKeyId":"ASIAOPS0000000000001"},"assumedRoleUser":{"assumedRoleId":"AROAOPS:x","arn":"arn:aws:sts::111122223333:assumed-role/ops/x"}}""");

    private static string Event(string id, string time, string name, string service, string identity, string request, string response) =>
        $$"""{"eventID":"{{id}}","eventTime":"{{time}}","eventName":"{{name}}","eventSource":"{{service}}.amazonaws.com","awsRegion":"us-east-1","recipientAccountId":"111122223333","userIdentity":{{identity}},"requestParameters":{{request}},"responseElements":{{response}}}""";
}
