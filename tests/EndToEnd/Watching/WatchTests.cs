using System.Text.Json;

namespace Namesake.EndToEnd.Watching;

/// <summary>The watch as a process: what changes is told within one cycle, once, whatever dies.</summary>
public sealed class WatchTests
{
    private const string New = "namesake.finding.new";
    private const string Resolved = "namesake.finding.resolved";

    private static readonly TimeSpan SomeCycles = TimeSpan.FromSeconds(7);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_breaks_attribution_is_told_within_a_cycle_once_and_once_when_it_is_mended()
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver();
        account.SetWebhook(receiver.Url);
        using (var watch = account.Watch())
        {
            await watch.Says("1 role audited");
            account.List(("Admin", false));
            var changed = TimeProvider.System.GetUtcNow();
            var alert = (await receiver.Take(1))[0];
            Assert.InRange(alert.Time - changed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            AssertIsEvent(alert);
            await Task.Delay(SomeCycles, Stop);
            Assert.Single(receiver.All);
            Assert.Equal(0, watch.Terminate());
        }
        using (var again = account.Watch())
        {
            await again.Says("1 role audited");
            await Task.Delay(SomeCycles, Stop);
            Assert.Single(receiver.All);
            account.List(("Admin", true));
            Assert.Equal([New, Resolved], (await receiver.Take(2)).Select(r => r.Kind));
            Assert.NotEqual(receiver.All[0].Id, receiver.All[1].Id);
            await Task.Delay(SomeCycles, Stop);
            Assert.Equal(2, receiver.All.Count);
        }
    }

    private static void AssertIsEvent(Received alert)
    {
        Assert.StartsWith("application/cloudevents+json", alert.Headers["Content-Type"], StringComparison.Ordinal);
        var json = alert.Json;
        Assert.Equal(("1.0", "urn:namesake:watch", New, "arn:aws:iam::111122223333:role/Admin"), (Text(json, "specversion"), Text(json, "source"), Text(json, "type"), Text(json, "subject")));
        var data = json.GetProperty("data");
        Assert.Equal(("new", "role-forgeable", "high"), (Text(data, "status"), Text(data, "code"), Text(data, "severity")));
        Assert.Contains("forgeable", Text(data, "message"), StringComparison.Ordinal);
        Assert.Equal("111122223333", Text(data.GetProperty("subject"), "account"));
    }

    [Theory]
    [InlineData("UpdateAssumeRolePolicy", "Admin")]
    [InlineData("CreateRole", "Fresh")]
    public async Task A_role_that_the_trail_says_was_changed_is_audited_at_once(string eventName, string role)
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver();
        Directory.CreateDirectory(Path.Combine(account.Path, "logs"));
        account.SetWebhook(receiver.Url, schedule: "0 0 1 1 *", more: "logs: {inputs: logs, every: 1s}\n");
        using var watch = account.Watch();
        await watch.Says("1 role audited");
        account.List(("Admin", role != "Admin"), ("Fresh", role != "Fresh"));
        account.LogChange(eventName, role, isAttributable: false);
        var alert = (await receiver.Take(1))[0];
        Assert.Equal($"arn:aws:iam::111122223333:role/{role}", Text(alert.Json, "subject"));
        account.List(("Fresh", true));
        account.LogChange(role == "Admin" ? "DeleteRole" : "UpdateAssumeRolePolicy", role, isAttributable: true);
        Assert.Equal(Resolved, (await receiver.Take(2))[1].Kind);
        Assert.Equal(0, watch.Terminate());
    }

    [Fact]
    public async Task Killed_between_the_state_and_the_delivery_it_loses_nothing_and_repeats_under_the_same_id()
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver(Reply.Silence);
        account.SetWebhook(receiver.Url);
        account.List(("Admin", false));
        string id;
        using (var watch = account.Watch())
        {
            id = (await receiver.Take(1))[0].Id;
            watch.Kill();
        }
        using var again = account.Watch();
        Assert.Equal([id, id], (await receiver.Take(2)).Select(r => r.Id));
        await Task.Delay(SomeCycles, Stop);
        Assert.Equal(2, receiver.All.Count);
    }

    [Fact]
    public async Task Killed_at_any_moment_every_change_is_told_and_told_again_under_its_own_id_at_most()
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver();
        account.SetWebhook(receiver.Url, schedule: "* * * * * *");
        const int roles = 12;
        for (var i = 1; i <= roles; i++)
        {
            account.List([.. Enumerable.Range(1, i).Select(r => ($"R{r}", false))]);
            using var watch = account.Watch();
            await Task.Delay(300 + 90 * i, Stop);
            watch.Kill();
        }
        Assert.Equal(1, account.Once().ExitCode);
        var told = receiver.All.GroupBy(r => r.Id).Select(g => Text(g.First().Json, "subject")).ToList();
        Assert.Equal(roles, told.Count);
        Assert.Equal(roles, told.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_receiver_that_fails_or_asks_for_patience_gets_it_in_the_end_once()
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver(new Reply(500), new Reply(503), new Reply(429, "3"));
        account.SetWebhook(receiver.Url);
        account.List(("Admin", false));
        using var watch = account.Watch();
        var all = await receiver.Take(4);
        Assert.Single(all.Select(r => r.Id).Distinct(StringComparer.Ordinal));
        Assert.True(all[3].Time - all[2].Time >= TimeSpan.FromSeconds(2.9), "it was not given the time that it asked for");
        await Task.Delay(SomeCycles, Stop);
        Assert.Equal(4, receiver.All.Count);
    }

    [Fact]
    public async Task A_channel_that_hangs_holds_up_no_other_and_gets_it_later()
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver(Reply.Silence);
        account.Set($"roles: roles.json\nledger: ledger\nschedule: \"*/2 * * * * *\"\nchannels:\n  - type: webhook\n    url: {receiver.Url}\n  - type: file\n    path: alerts.jsonl\n");
        account.List(("Admin", false));
        var file = Path.Combine(account.Path, "alerts.jsonl");
        using var watch = account.Watch();
        var first = (await receiver.Take(1))[0];
        await Eventually.Holds(() => File.Exists(file) && new FileInfo(file).Length > 0, () => "the file");
        Assert.Single(receiver.All);
        Assert.Equal(first.Id, Text(JsonDocument.Parse(File.ReadAllText(file)).RootElement, "id"));
        var second = (await receiver.Take(2))[1];
        Assert.Equal(first.Id, second.Id);
        Assert.InRange(second.Time - first.Time, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Two_watches_of_one_ledger_are_told_so()
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver();
        account.SetWebhook(receiver.Url);
        using var watch = account.Watch();
        await watch.Says("1 role audited");
        var second = account.Once();
        Assert.Equal(3, second.ExitCode);
        Assert.Contains("another watch is running", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listing_that_cannot_be_read_resolves_nothing()
    {
        using var account = new WatchedAccount();
        account.Set("roles: roles.json\nledger: ledger\nchannels:\n  - type: stdout\n");
        account.List(("Admin", false));
        Assert.Equal((1, 1), (account.Once().ExitCode, account.Once().ExitCode));
        account.Write("roles.json", "{\"Roles\": [");
        var broken = account.Once();
        Assert.Equal((1, ""), (broken.ExitCode, broken.Out));
        account.List(("Admin", true));
        var mended = account.Once();
        Assert.Equal((0, Resolved), (mended.ExitCode, Text(mended.Json, "type")));
    }

    [Fact]
    public void Once_says_by_its_exit_code_what_is_open_what_is_undecided_and_what_nobody_took()
    {
        using var account = new WatchedAccount();
        account.Set("roles: roles.json\nledger: ledger\nchannels:\n  - {type: stdout, format: text}\n");
        Assert.Equal((0, ""), (account.Once().ExitCode, account.Once().Out));
        account.List(("Admin", false));
        var found = account.Once();
        Assert.Equal(1, found.ExitCode);
        Assert.StartsWith("HIGH role-forgeable arn:aws:iam::111122223333:role/Admin: ", found.Out, StringComparison.Ordinal);
        account.Set("roles: roles.json\nledger: other\nchannels:\n  - {type: file, path: no-such-folder/alerts}\n");
        var untold = account.Once();
        Assert.Equal(3, untold.ExitCode);
        Assert.Contains("channel file", untold.Error, StringComparison.Ordinal);
        account.Set("rolls: roles.json\n");
        Assert.Equal(2, account.Once().ExitCode);
    }

    [Fact]
    public async Task The_health_endpoint_tells_how_it_is_doing_and_nothing_else()
    {
        using var account = new WatchedAccount();
        using var receiver = new WebhookReceiver(Enumerable.Repeat(new Reply(403), 50));
        account.SetWebhook(receiver.Url);
        account.List(("Admin", false));
        var port = WebhookReceiver.FreePort();
        using var watch = account.Watch("--health", $"{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await receiver.Take(1);
        await Eventually.Holds(async () => (await Health()).GetProperty("outbox").GetProperty("channels")[0].GetProperty("fault").ValueKind == JsonValueKind.String, () => watch.Error);
        var json = await Health();
        Assert.Equal(("ok", 1, 1), (Text(json, "status"), json.GetProperty("openFindings").GetInt32(), json.GetProperty("outbox").GetProperty("alerts").GetInt32()));
        Assert.Equal(1, json.GetProperty("lastRound").GetProperty("roles").GetInt32());
        Assert.DoesNotContain("/hook", json.ToString(), StringComparison.Ordinal);
        using var elsewhere = await http.GetAsync(new Uri("/", UriKind.Relative), Stop);
        Assert.Equal(404, (int)elsewhere.StatusCode);

        async Task<JsonElement> Health() => JsonDocument.Parse(await http.GetStringAsync(new Uri("/healthz", UriKind.Relative), Stop)).RootElement;
    }

    [Fact]
    public async Task A_watch_that_can_read_no_role_at_all_is_not_well()
    {
        using var account = new WatchedAccount();
        account.Set("live: {region: us-east-1}\nledger: ledger\nchannels:\n  - type: stdout\n");
        var port = WebhookReceiver.FreePort();
        var nowhere = new Dictionary<string, string?>(StringComparer.Ordinal) { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9", ["AWS_ACCESS_KEY_ID"] = "AKIASTUB", ["AWS_SECRET_ACCESS_KEY"] = "stub" };
        using var watch = account.WatchWith(nowhere, "--health", $"{port}");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.Holds(async () => (await Ask()).Contains("failing", StringComparison.Ordinal), () => watch.Error);
        Assert.Contains("no role could be read (aws-", await Ask(), StringComparison.Ordinal);

        async Task<string> Ask()
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative), Stop);
                return await answer.Content.ReadAsStringAsync(Stop);
            }
            catch (HttpRequestException)
            {
                return "";
            }
        }
    }

    [Fact]
    public async Task Metrics_and_traces_go_to_a_collector_where_one_is_configured()
    {
        using var account = new WatchedAccount();
        using var collector = new WebhookReceiver(Enumerable.Repeat(new Reply(200), 100));
        account.Set("roles: roles.json\nledger: ledger\nchannels:\n  - type: stdout\n");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{collector.Port}", ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        Assert.Equal(0, account.Once(variables).ExitCode);
        var text = string.Concat((await collector.Take(2)).Select(r => $"{r.Path} {System.Text.Encoding.UTF8.GetString(r.Body)}"));
        foreach (var words in (string[])["/v1/metrics", "/v1/traces", "namesake.watch.rounds", "namesake.watch.outbox", "round"]) Assert.Contains(words, text, StringComparison.Ordinal);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
