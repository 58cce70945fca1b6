using Namesake.App.Watching.Settings;
using Namesake.Audit.Rules;

namespace Namesake.App.Tests.Watching;

public sealed class WatchFileTests : IDisposable
{
    private const string Token = "xoxb-must-not-be-seen";

    private readonly WatchedFolder _folder = new();

    public WatchFileTests()
    {
        _folder.Write("account.json", "{}");
        _folder.Write("token", Token + "\n");
        _folder.Write("url", $"https://hooks.slack.com/{Token}");
        _folder.Write("open-url", $"http://hooks.slack.com/{Token}");
        _folder.Write("empty", "");
    }

    public void Dispose() => _folder.Dispose();

    private ReadSettings Parse(string text) => WatchFile.Parse(Path.Combine(_folder.Path, "watch.yaml"), new StringReader(text));

    [Fact]
    public void A_type_that_is_no_name_is_told_where_it_stands()
    {
        var read = Parse("roles: account.json\nchannels:\n  - {type: \"no such\"}\n");
        Assert.Null(read.Settings);
        Assert.Equal(3, read.Diagnostics[0].Place!.Line);
    }

    [Fact]
    public void All_fields_are_read_and_paths_are_relative_to_the_file()
    {
        var read = Parse(
            """
            roles: account.json
            identifying: [aws:PrincipalTag/person]
            ledger: state
            logs: {queue: https://sqs.eu-west-1.amazonaws.com/111122223333/trail, buckets: [my-trail], keep-raw: true}
            schedule: "0 7 * * MON-FRI"
            time-zone: Europe/Berlin
            channels:
              - {type: stdout, format: text, least: high}
              - {type: file, path: alerts.jsonl}
              - {type: webhook, name: on-call, url: "http://127.0.0.1:8080/x", secret: {file: token}}
              - {type: slack, url: {file: url}}
              - {type: sns, topic: "arn:aws:sns:eu-west-1:111122223333:t"}
              - {type: security-hub, account: "111122223333", region: eu-west-1}
              - {type: email, host: smtp.example.com, tls: implicit, from: a@example.com, to: [b@example.com, "C <c@example.com>"], user: u, password: {file: token}}
            """);
        Assert.Empty(read.Diagnostics);
        var settings = read.Settings!;
        Assert.Equal([Path.Combine(_folder.Path, "account.json")], settings.Roles);
        Assert.Equal(Path.Combine(_folder.Path, "state"), settings.Ledger);
        Assert.Equal(["stdout", "file", "on-call", "slack", "sns", "security-hub", "email"], settings.Channels.Select(c => c.Name));
        Assert.Equal(FindingSeverity.High, settings.Channels[0].Least);
        Assert.Equal((465, true, Token), settings.Channels[6] is MailSettings mail ? (mail.Port, mail.IsImplicit, mail.Login!.Password.Reveal()) : default);
        Assert.Equal(["my-trail"], settings.Logs!.Buckets);
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 6, 0, 0, TimeSpan.Zero), settings.Schedule.After(new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero)));
        Assert.DoesNotContain(Token, string.Join('\n', settings.Channels), StringComparison.Ordinal);
    }

    public static TheoryData<string, int, string> Faults { get; } = new()
    {
        { "", 1, "it must have fields" },
        { "- a", 1, "it must have fields" },
        { "roles: [", 2, "it is not YAML" },
        { "roles: account.json", 1, "must be a list of channels" },
        { "channels: [{type: stdout}]", 1, "there is nothing to watch" },
        { "roles: none.json\nchannels: [{type: stdout}]", 1, "there is no file or folder" },
        { "roles: account.json\nchannels:\n  - type: stdout\nrolls: x", 4, "\"rolls\" is not known here" },
        { "roles: account.json\nchannels:\n  - type: pager", 3, "\"pager\" is no type of channel" },
        { "roles: account.json\nchannels:\n  - name: x", 3, "a channel needs \"type\"" },
        { "roles: account.json\nchannels:\n  - stdout", 3, "a channel has fields" },
        { "roles: account.json\nchannels:\n  - {type: stdout}\n  - {type: stdout}", 4, "there is a channel \"stdout\" already" },
        { "roles: account.json\nchannels:\n  - {type: stdout, name: a b}", 3, "made of letters" },
        { "roles: account.json\nchannels:\n  - {type: stdout, least: bad}", 3, "\"least\" is a severity" },
        { "roles: account.json\nchannels:\n  - {type: stdout, format: xml}", 3, "\"format\" is json or text" },
        { "roles: account.json\nchannels:\n  - type: slack\n    url: https://hooks.slack.com/xoxb-must-not-be-seen", 4, "must not stand here" },
        { "roles: account.json\nchannels:\n  - type: slack\n    url: {env: NAMESAKE_TEST_UNSET}", 4, "NAMESAKE_TEST_UNSET is not set" },
        { "roles: account.json\nchannels:\n  - type: slack\n    url: {file: empty}", 4, "is empty" },
        { "roles: account.json\nchannels:\n  - type: slack\n    url: {file: none}", 4, "cannot be read" },
        { "roles: account.json\nchannels:\n  - type: slack\n    url: {credential: ../token}", 4, "cannot be had" },
        { "roles: account.json\nchannels:\n  - type: slack\n    url: {file: open-url}", 4, "must begin with https://" },
        { "roles: account.json\nchannels:\n  - type: webhook\n    url: http://example.com/xoxb-must-not-be-seen", 4, "must begin with https://" },
        { "roles: account.json\nchannels:\n  - type: webhook\n    url: https://u:xoxb-must-not-be-seen@example.com/", 4, "must begin with https://" },
        { "roles: account.json\nchannels:\n  - type: webhook\n    url: https://example.com/\n    secret: xoxb-must-not-be-seen", 5, "must not stand here" },
        { "roles: account.json\nchannels:\n  - {type: sns, topic: alerts}", 3, "a topic's ARN" },
        { "roles: account.json\nchannels:\n  - {type: security-hub, account: 7, region: eu-west-1}", 3, "twelve digits" },
        { "roles: account.json\nchannels:\n  - {type: email, host: h, from: a@example.com}", 3, "needs \"to\"" },
        { "roles: account.json\nchannels:\n  - {type: email, host: h, from: a@example.com, to: [b@example.com], user: u}", 3, "give \"user\" and \"password\", or neither" },
        { "roles: account.json\nchannels:\n  - {type: email, host: h, from: a@example.com, to: b@example.com, port: 99999}", 3, "\"port\" must be a number" },
        { "roles: account.json\nschedule: \"* * *\"\nchannels: [{type: stdout}]", 2, "is no cron expression" },
        { "roles: account.json\nschedule: \"0 7 * * *\"\ntime-zone: Mars/Base\nchannels: [{type: stdout}]", 2, "is no time zone" },
        { "logs: {every: 1m}\nchannels: [{type: stdout}]", 1, "\"inputs\" or \"queue\"" },
        { "logs: {queue: nowhere}\nchannels: [{type: stdout}]", 1, "no queue's URL" },
        { "logs: {inputs: account.json, every: soon}\nchannels: [{type: stdout}]", 1, "a time such as 30s" },
        { "roles: account.json\nidentifying: sts:RoleSessionName\nchannels: [{type: stdout}]", 1, "sts:RoleSessionName" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_wrong_is_said_with_its_line_and_without_secrets(string text, int line, string words)
    {
        var read = Parse(text);
        Assert.Null(read.Settings);
        var first = read.Diagnostics[0];
        Assert.Equal(("bad-settings", line), (first.Code, first.Place!.Line));
        Assert.Contains(words, first.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, string.Join('\n', read.Diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said() => Assert.Null(WatchFile.Read(Path.Combine(_folder.Path, "none.yaml")).Settings);
}
