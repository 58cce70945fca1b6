using System.Globalization;
using System.Text.Json;
using Namesake.EndToEnd.Watching;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>
/// From a finding to a safe change and back: an organization of three accounts and sixty roles is audited, a role of it is
/// fixed, the fix put to history, written, watched, broken by somebody, and taken back.
/// </summary>
public sealed class LiveStoryTests(AwsEmulator aws) : IClassFixture<AwsEmulator>, IDisposable
{
    private const string Management = EmulatedRole.Account;
    private const int RolesEach = 20;
    private const int CarelessEach = 2;

    /// <summary>The careless ones, and the two by which the organization enters its new accounts.</summary>
    private const int Forgeable = 3 * CarelessEach + 2;

    private readonly ScratchFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(_folder.Path, "ledger");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_role_is_found_fixed_tried_on_history_written_watched_and_taken_back()
    {
        aws.Need();
        string[] accounts = [Management, .. await Organization()];
        foreach (var account in accounts)
            for (var i = account == Management ? 0 : 1; i < RolesEach; i++)
                await Role(account, i).Create(StubOrganization.Trust(account, isForgeable: i >= RolesEach - CarelessEach));
        AssertForgeable(Forgeable);

        var (careless, old) = (Role(Management, RolesEach - 1), StubOrganization.Trust(Management, isForgeable: true));
        var now = TimeProvider.System.GetUtcNow();
        Import(Call("1", "alice", "alice", now.AddHours(-5)), Call("2", "bob", "tuesday", now.AddHours(-4)), Call("3", "bob", "again", now.AddHours(-3)));
        var tried = aws.Namesake("fix", "--live", "--role", careless.Name, "--replay", Ledger, "--days", "1", "--format", "json");
        var replay = tried.Json.GetProperty("roles")[0].GetProperty("replay");
        Assert.Equal((3, 1), (replay.GetProperty("calls").GetInt32(), replay.GetProperty("allowed").GetInt32()));
        Assert.Equal(("arn:aws:iam::123456789012:user/bob", 2), Assert.Single(replay.GetProperty("refused").EnumerateArray()) is var bob ? (bob.GetProperty("caller").GetString(), bob.GetProperty("calls").GetInt32()) : default);
        Assert.Equal(old, await careless.Policy());

        var applied = aws.Namesake("fix", "--live", "--role", careless.Name, "--apply", "--yes", "--ledger", Ledger);
        Assert.True(applied.ExitCode == 0, applied.Error);
        AssertForgeable(Forgeable - 1);
        await Watch(Role(accounts[1], 7));

        var undone = aws.Namesake("fix", "--undo", careless.Name, "--yes", "--ledger", Ledger);
        Assert.True(undone.ExitCode == 0, undone.Error);
        Assert.Equal(old, await careless.Policy());
        AssertForgeable(Forgeable + 1);
    }

    /// <summary>Somebody opens a role while the organization is watched.</summary>
    private async Task Watch(EmulatedRole role)
    {
        using var receiver = new WebhookReceiver();
        var settings = _folder.Write("watch.yaml", $"live: {{organization: true, trails: true}}\nledger: ledger\nschedule: \"*/5 * * * * *\"\nchannels:\n  - type: webhook\n    url: {receiver.Url}\n    least: medium\n");
        using var watch = new RunningWatch(aws.Variables, "--config", settings);
        await watch.Says("60 roles audited");
        // What is wrong already: forgeable roles, and three accounts without any trail.
        const int open = Forgeable - 1;
        await Eventually.Holds(() => Told(receiver, "role-forgeable").Count == open && Told(receiver, "no-multi-region-trail").Count == 3, () => $"{receiver.All.Count} alerts came: {watch.Error}");
        await role.Change(StubOrganization.Trust(role.Arn.Split(':')[4], isForgeable: true));
        var changed = TimeProvider.System.GetUtcNow();
        await Eventually.Holds(() => Told(receiver, "role-forgeable").Count > open, () => $"the change was not told: {watch.Error}");
        var alert = Told(receiver, "role-forgeable")[^1];
        Assert.Equal(role.Arn, alert.Json.GetProperty("subject").GetString());
        // A cycle of five seconds, and the time that reading takes on a busy machine.
        Assert.InRange(alert.Time - changed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var rounds = Rounds(watch);
        await Eventually.Holds(() => Rounds(watch) >= rounds + 2, () => watch.Error);
        Assert.Equal(open + 1, Told(receiver, "role-forgeable").Count);
        Assert.Equal(receiver.All.Count, receiver.All.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, watch.Terminate());
    }

    private static List<Received> Told(WebhookReceiver receiver, string code) =>
        [.. receiver.All.Where(r => r.Json.GetProperty("data").GetProperty("code").GetString() == code)];

    private static int Rounds(RunningWatch watch) => watch.Error.Split("60 roles audited").Length;

    private void AssertForgeable(int count)
    {
        var audit = aws.Namesake("audit", "--org", "--format", "json");
        Assert.True(audit.ExitCode == 1, audit.Error);
        var summary = audit.Json.GetProperty("summary");
        Assert.Equal((3 * RolesEach, count, 3 * RolesEach - count), (summary.GetProperty("roles").GetInt32(), summary.GetProperty("forgeable").GetInt32(), summary.GetProperty("attributable").GetInt32()));
    }

    private async Task<string[]> Organization()
    {
        await aws.CallOrganizations("CreateOrganization", new { FeatureSet = "ALL" });
        return [await aws.Account("second"), await aws.Account("third")];
    }

    private EmulatedRole Role(string account, int number) => new(aws.Endpoint, string.Create(CultureInfo.InvariantCulture, $"role-{number}"), account);

    private void Import(params string[] events)
    {
        var run = Cli.Namesake("import", _folder.Write("logs.jsonl", string.Join('\n', events)), "--ledger", Ledger);
        Assert.True(run.ExitCode == 0, run.Error);
        Stop.ThrowIfCancellationRequested();
    }

    private static string Call(string id, string user, string session, DateTimeOffset time) => JsonSerializer.Serialize(new
    {
        eventID = id, eventTime = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), eventName = "AssumeRole", eventSource = "sts.amazonaws.com", awsRegion = "us-east-1",
        recipientAccountId = Management, sourceIPAddress = "203.0.113.7", userAgent = "aws-cli/2.15",
        userIdentity = new { type = "IAMUser", userName = user, arn = $"arn:aws:iam::{Management}:user/{user}", accountId = Management, principalId = $"AIDA{user}", accessKeyId = $"AKIA{user}000000000000" },
        requestParameters = new { roleArn = $"arn:aws:iam::{Management}:role/role-19", roleSessionName = session },
        responseElements = new { credentials = new { accessKeyId = $"ASIADEPLOY{id}0000000" }, assumedRoleUser = new { assumedRoleId = $"AROADEPLOY:{session}", arn = $"arn:aws:sts::{Management}:assumed-role/role-19/{session}" } },
    });
}
