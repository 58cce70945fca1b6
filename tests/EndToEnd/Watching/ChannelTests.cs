using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd.Watching;

/// <summary>Alerts to mail servers, topics and Security Hub, as a process; and that no secret comes out of it.</summary>
public sealed class ChannelTests(AwsEmulator aws) : IClassFixture<AwsEmulator>
{
    [Fact]
    public void Mail_goes_out_over_TLS_with_a_password_to_a_server_that_is_trusted()
    {
        using var account = new WatchedAccount();
        using var server = new MailServer();
        account.Write("password", "pass-word\n");
        account.Set($"roles: roles.json\nledger: ledger\nchannels:\n  - type: email\n    host: localhost\n    port: {server.Port}\n    from: namesake@example.com\n    to: [Security <security@example.com>]\n    user: user\n    password: {{file: password}}\n");
        account.List(("Admin", false), ("Böse\r\nBcc: x@example.com", false));
        var trust = new Dictionary<string, string?>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = account.Write("ca.pem", server.Pem) };
        var result = account.Once(trust);
        Assert.True(result.ExitCode == 1, result.Error);
        Assert.Equal(1, account.Once(trust).ExitCode);
        var message = Assert.Single(server.Messages);
        Assert.Contains("Subject: [namesake] 2 changes, 2 of them new findings", message, StringComparison.Ordinal);
        Assert.Contains("To: Security <security@example.com>", message, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", message, StringComparison.Ordinal);
        Assert.Equal("\0user\0pass-word", Assert.Single(server.Logins));
        Assert.DoesNotContain("AUTH", server.InTheClear.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("451 try again", "try again")]
    [InlineData("554 we do not like you", "do not like")]
    public void Mail_that_is_not_taken_waits(string says, string words)
    {
        using var account = new WatchedAccount();
        using var server = new MailServer(afterData: says);
        account.Set($"roles: roles.json\nledger: ledger\nchannels:\n  - {{type: email, host: localhost, port: {server.Port}, from: n@example.com, to: s@example.com}}\n");
        account.List(("Admin", false));
        var result = account.Once(new Dictionary<string, string?>(StringComparer.Ordinal) { ["SSL_CERT_FILE"] = account.Write("ca.pem", server.Pem) });
        Assert.Equal(3, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Contains("\"pending\":[\"email\"]", File.ReadAllText(Path.Combine(account.Ledger, "watch.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_is_told_once_and_those_who_listen_get_a_CloudEvent()
    {
        aws.Need();
        using var account = new WatchedAccount();
        var queue = await aws.Queue("watch-alerts");
        account.Set($"roles: roles.json\nledger: ledger\nchannels:\n  - type: sns\n    topic: {await aws.Topic("watch-alerts", "arn:aws:sqs:us-east-1:123456789012:watch-alerts")}\n");
        account.List(("Admin", false));
        var result = account.Once(aws.Variables);
        Assert.True(result.ExitCode == 1, result.Error);
        Assert.Equal(1, account.Once(aws.Variables).ExitCode);
        var notice = JsonDocument.Parse(Assert.Single(await aws.Messages(queue))).RootElement;
        var json = JsonDocument.Parse(notice.GetProperty("Message").GetString()!).RootElement;
        Assert.Equal(("1.0", "namesake.finding.new"), (json.GetProperty("specversion").GetString(), json.GetProperty("type").GetString()));
        Assert.Equal("high", notice.GetProperty("MessageAttributes").GetProperty("severity").GetProperty("Value").GetString());
        Assert.Equal("namesake: HIGH role-forgeable", notice.GetProperty("Subject").GetString());
    }

    [Fact]
    public void A_topic_that_is_not_there_keeps_the_alert_waiting()
    {
        aws.Need();
        using var account = new WatchedAccount();
        account.Set("roles: roles.json\nledger: ledger\nchannels:\n  - type: sns\n    topic: arn:aws:sns:us-east-1:123456789012:none\n");
        account.List(("Admin", false));
        var result = account.Once(aws.Variables);
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("channel sns: an alert was not delivered", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Security_Hub_gets_findings_by_the_hundred_and_has_each_once()
    {
        aws.Need();
        using var account = new WatchedAccount();
        account.Set("roles: roles.json\nledger: ledger\nchannels:\n  - {type: security-hub, account: \"123456789012\", region: us-east-1}\n");
        account.List([.. Enumerable.Range(1, 130).Select(i => ($"R{i}", false))]);
        var variables = new Dictionary<string, string?>(aws.Variables, StringComparer.Ordinal);
        var result = account.Once(variables);
        Assert.True(result.ExitCode == 1, result.Error);
        account.List(("R1", true), ("R2", false));
        Assert.Equal(1, account.Once(variables).ExitCode);
        var findings = (await aws.Findings()).Where(f => f.GetProperty("GeneratorId").GetString() == "namesake/role-forgeable").ToList();
        Assert.NotEmpty(findings);
        Assert.Contains(findings, f => f.GetProperty("RecordState").GetString() == "ACTIVE");
    }

    [Fact]
    public async Task No_secret_is_printed_logged_or_kept()
    {
        const string path = "T00/B00/sl4ckpath";
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver(Enumerable.Repeat(new Reply(403), 500));
        using var mail = new MailServer(afterData: "554 user is not pass-phrase-9");
        account.Write("slack", $"{receiver.Url}/{path}");
        account.Set(
            $$$"""
            roles: roles.json
            ledger: ledger
            schedule: "*/2 * * * * *"
            channels:
              - {type: slack, url: {file: slack}}
              - {type: webhook, url: {env: HOOK}, secret: {env: HOOK_SECRET}}
              - {type: email, host: localhost, port: {{{mail.Port}}}, from: a@example.com, to: b@example.com, user: user, password: {env: MAIL_PASSWORD}}
            """);
        account.List(("Admin", false));
        var secrets = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOOK"] = $"http://127.0.0.1:1/t0ken-in-url", ["HOOK_SECRET"] = "hm4c-key-7", ["MAIL_PASSWORD"] = "pass-phrase-9", ["SSL_CERT_FILE"] = account.Write("ca.pem", mail.Pem) };
        var port = WebhookReceiver.FreePort();
        using var watch = account.WatchWith(secrets, "--health", $"{port}");
        foreach (var channel in (string[])["slack", "webhook", "email"]) await watch.Says($"channel {channel}: an alert was not delivered");
        using var http = new HttpClient();
        var health = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/healthz"), TestContext.Current.CancellationToken);
        watch.Terminate();
        Assert.Contains($"/hook/{path}", receiver.All[0].Path, StringComparison.Ordinal);
        var said = watch.Out + watch.Error + health + string.Concat(Directory.GetFiles(account.Ledger).Select(File.ReadAllText));
        foreach (var secret in (string[])["sl4ckpath", "t0ken-in-url", "hm4c-key-7", "pass-phrase-9"]) Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
    }
}
