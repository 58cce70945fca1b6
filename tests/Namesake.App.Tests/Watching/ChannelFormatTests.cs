using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Microsoft.Extensions.Time.Testing;
using Namesake.App.Watching.Channels;
using Namesake.App.Watching.Settings;
using Namesake.App.Watching.State;
using Namesake.Audit.Rules;
using Namesake.Audit.Watching;

namespace Namesake.App.Tests.Watching;

/// <summary>What each channel sends.</summary>
public sealed class ChannelFormatTests
{
    private const string Hostile = "<!channel> & \u202Eeman\n\u001b[31m<https://evil.example|click>";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void An_event_is_read_back_by_the_library_of_CloudEvents_and_is_one_line()
    {
        var change = Watched.Change(message: "two\nlines \"quoted\" ü");
        var read = new JsonEventFormatter().DecodeStructuredModeMessage(AlertEvent.Encode(change), new System.Net.Mime.ContentType(AlertEvent.MediaType), null);
        Assert.True(read.IsValid);
        Assert.Equal((change.Id, "namesake.finding.new", CloudEventsSpecVersion.V1_0), (read.Id, read.Type, read.SpecVersion));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(change.Time), read.Time);
        var data = (JsonElement)read.Data!;
        Assert.Equal(change.Finding.Message, data.GetProperty("message").GetString());
        Assert.Equal(change.Finding.Id, data.GetProperty("findingId").GetString());
        Assert.DoesNotContain('\n', AlertEvent.Text(change));
    }

    [Fact]
    public void Slack_is_sent_text_in_which_names_can_mention_nobody_and_link_nowhere()
    {
        var json = JsonDocument.Parse(SlackChannel.Body(new Alert(1, Watched.Change(message: Hostile), []))).RootElement;
        var text = json.GetProperty("text").GetString()!;
        Assert.StartsWith("*HIGH role-forgeable* arn:aws:iam::111122223333:role/Admin\n&lt;!channel&gt; &amp; ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => c is '<' or '\u001b' or '\u202E');
    }

    [Fact]
    public void A_line_for_a_person_holds_nothing_that_acts_on_a_terminal() =>
        Assert.DoesNotContain(AlertWords.Line(Watched.Change(message: Hostile)), c => char.IsControl(c) || c == '\u202E');

    [Fact]
    public void Security_Hub_is_told_that_a_finding_is_open_and_that_the_same_is_archived()
    {
        var asff = new Asff("444455556666", "cn-north-1");
        var (added, resolved) = (asff.Of(Watched.Change(message: new string('x', 2_000))), asff.Of(Watched.Change(ChangeKind.Resolved)));
        Assert.Equal(("ACTIVE", "ARCHIVED"), ((string?)added["RecordState"], (string?)resolved["RecordState"]));
        Assert.Equal((string?)added["Id"], (string?)resolved["Id"]);
        Assert.Equal("arn:aws-cn:securityhub:cn-north-1:444455556666:product/444455556666/default", (string?)added["ProductArn"]);
        Assert.Equal(("HIGH", 1_024), ((string?)added["Severity"]!["Label"], ((string?)added["Description"])!.Length));
        Assert.Equal(("AwsIamRole", "2023-11-14T22:13:20.000Z"), ((string?)added["Resources"]![0]!["Type"], (string?)added["UpdatedAt"]));
    }

    [Theory]
    [InlineData("plain secret", "plain secret")]
    [InlineData("whsec_c2VjcmV0IGtleQ==", "secret key")]
    public async Task A_webhook_s_signature_is_that_of_Standard_Webhooks(string configured, string key)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        using var handler = new Recording();
        using var client = new HttpClient(handler);
        var channel = new WebhookChannel(new WebhookSettings("w", FindingSeverity.Low, new Secret("https://example.com/hook"), new Secret(configured)), new HttpDelivery(client, clock), clock);
        Assert.Equal(Fate.Taken, (await channel.Deliver([Watched.Alert()], Stop)).Fate);
        var id = Watched.Alert().Change.Id;
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{id}.1700000000.{handler.Body}")));
        Assert.Equal((id, "1700000000", $"v1,{expected}"), (handler.Headers["webhook-id"], handler.Headers["webhook-timestamp"], handler.Headers["webhook-signature"]));
    }

    [Theory]
    [InlineData(204, null, "Taken", null)]
    [InlineData(302, null, "Refused", null)]
    [InlineData(400, null, "Refused", null)]
    [InlineData(410, null, "Refused", null)]
    [InlineData(408, null, "Failed", null)]
    [InlineData(429, "9", "Failed", 9.0)]
    [InlineData(503, "Tue, 14 Nov 2023 22:14:20 GMT", "Failed", 60.0)]
    [InlineData(500, "Tue, 14 Nov 2000 22:14:20 GMT", "Failed", null)]
    [InlineData(500, "soon", "Failed", null)]
    public async Task An_answer_says_whether_and_when_it_is_worth_trying_again(int status, string? retryAfter, string fate, double? pause)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        using var handler = new Recording { Status = status, RetryAfter = retryAfter };
        using var client = new HttpClient(handler);
        var answer = await new SlackChannel(new SlackSettings("s", FindingSeverity.Low, new Secret("https://example.com/hook")), new HttpDelivery(client, clock)).Deliver([Watched.Alert()], Stop);
        Assert.Equal((fate, pause), (answer.Fate.ToString(), answer.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task A_file_gets_a_line_each_whatever_a_crash_left_behind()
    {
        using var folder = new WatchedFolder();
        var path = folder.Write("alerts.jsonl", "{\"half\":");
        await new FileChannel(path).Deliver([Watched.Alert(1), Watched.Alert(2)], Stop);
        var lines = await File.ReadAllLinesAsync(path, Stop);
        Assert.Equal(["{\"half\":", AlertEvent.Text(Watched.Change()), AlertEvent.Text(Watched.Change())], lines);
        Assert.Equal(Fate.Failed, (await new FileChannel(Path.Combine(folder.Path, "no", "such")).Deliver([Watched.Alert()], Stop)).Fate);
    }

    private sealed class Recording : HttpMessageHandler
    {
        public int Status { get; init; } = 200;

        public string? RetryAfter { get; init; }

        public string Body { get; private set; } = "";

        public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            foreach (var (name, values) in request.Headers) Headers[name] = string.Join(',', values);
            var answer = new HttpResponseMessage((System.Net.HttpStatusCode)Status);
            if (RetryAfter is not null) answer.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
            return answer;
        }
    }
}
