using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>What an answer's logs are worth: import, verify, take a log away, verify again, ask who.</summary>
public sealed class GapTests
{
    private const string Known = "11111111-1111-4111-8111-111111111111";
    private const string Lost = "22222222-2222-4222-8222-222222222222";
    private const string Old = "33333333-3333-4333-8333-333333333333";

    /// <summary>alice assumes the role in hours 1 and 2 and acts in hours 1 and 3; each hour's logs are signed.</summary>
    private static SignedBucket Bucket()
    {
        var bucket = new SignedBucket();
        for (var hour = 0; hour < 6; hour++)
        {
            var logs = bucket.AddLogs(hour);
            if (hour == 1) Put(bucket, logs[0], Assume("ASIAEXAMPLEKNOWN00001", "01:05:00"), Act(Known, "ASIAEXAMPLEKNOWN00001", "01:05:00", "01:06:00"));
            if (hour == 2) Put(bucket, logs[0], Assume("ASIAEXAMPLELOST000002", "02:04:00"));
            if (hour == 3) Put(bucket, logs[0], Act(Lost, "ASIAEXAMPLELOST000002", "02:04:00", "03:04:00"));
            if (hour == 4) Put(bucket, logs[0], Act(Old, "ASIAEXAMPLEOLD0000003", null, "04:04:00"));
            bucket.AddDigest(hour, logs);
        }
        return bucket;
    }

    private static void Put(SignedBucket bucket, string key, params string[] events) => bucket.Objects[key] = new BucketObject(SignedBucket.Zip($$"""{"Records":[{{string.Join(',', events)}}]}"""));

    [Fact]
    public void Nobody_verified_at_first_then_all_is_proved()
    {
        using var trial = new Trial(Bucket());
        trial.Import();
        var unverified = trial.Who(Known);
        Assert.Equal(0, unverified.ExitCode);
        Assert.Equal("undecided", unverified.Json.GetProperty("logs").GetProperty("state").GetString());
        Assert.Contains("rests on logs that nobody verified (run 'namesake verify", Cli.Namesake("who", Known, "--ledger", trial.Ledger).Out, StringComparison.Ordinal);
        Assert.Equal(0, trial.Verify().ExitCode);
        var logs = trial.Who(Known).Json.GetProperty("logs");
        Assert.Equal("proved", logs.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, logs.GetProperty("missingIssue").ValueKind);
        Assert.Equal("the logs of 111122223333 us-east-1 from 2025-03-03T01:05:00Z to 2025-03-03T01:21:00Z are proved complete", logs.GetProperty("reason").GetString());
        Assert.Equal("proved", trial.Who(Lost).Json.GetProperty("logs").GetProperty("state").GetString());
    }

    [Fact]
    public void A_log_that_is_gone_is_the_gap_that_the_issuing_event_may_be_in()
    {
        var bucket = Bucket();
        using var trial = new Trial(bucket);
        File.Delete(trial.PathOf(bucket.Named["log:2.0"]));
        trial.Import();
        var verified = trial.Verify();
        Assert.Equal(1, verified.ExitCode);
        Assert.Contains("recorded in the ledger", verified.Error, StringComparison.Ordinal);
        var who = trial.Who(Lost);
        Assert.Equal(4, who.ExitCode);
        var missing = who.Json.GetProperty("logs").GetProperty("missingIssue");
        Assert.Equal(("broken", "log-missing"), (missing.GetProperty("state").GetString(), missing.GetProperty("code").GetString()));
        Assert.Equal("2025-03-03T02:04:00Z", missing.GetProperty("from").GetString());
        Assert.Contains("its issuing event may be in that gap", Cli.Namesake("who", Lost, "--ledger", trial.Ledger).Out, StringComparison.Ordinal);
        var gaps = Cli.Namesake("gaps", "--ledger", trial.Ledger, "--format", "json");
        Assert.Equal(1, gaps.ExitCode);
        var rows = gaps.Json.GetProperty("gaps").EnumerateArray().ToList();
        Assert.Equal(1, gaps.Json.GetProperty("schema").GetInt32());
        Assert.Equal(["account", "region", "from", "until", "sessions", "state", "code", "where"], rows[0].EnumerateObject().Select(p => p.Name));
        var lost = rows.Single(r => r.GetProperty("from").GetString() == "2025-03-03T02:00:00Z");
        Assert.Equal(("2025-03-03T03:00:00Z", "broken", 1), (lost.GetProperty("until").GetString(), lost.GetProperty("state").GetString(), lost.GetProperty("sessions").GetInt32()));
        Assert.Contains("2 sessions without issuing event", gaps.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_two_verifications_find_is_added_up_and_a_log_that_went_meanwhile_is_told()
    {
        var bucket = Bucket();
        using var trial = new Trial(bucket);
        trial.Import();
        Assert.Equal(0, trial.Verify("--since", "2025-03-03T01:00:00Z", "--until", "2025-03-03T02:00:00Z").ExitCode);
        Assert.Equal(0, trial.Verify("--since", "2025-03-03T03:00:00Z", "--until", "2025-03-03T05:00:00Z").ExitCode);
        Assert.Equal("proved", trial.Who(Known).Json.GetProperty("logs").GetProperty("state").GetString());
        // Twelve hours before its first event nothing is known of the log, nor of two hours between.
        Assert.Equal("undecided", trial.Who(Old).Json.GetProperty("logs").GetProperty("missingIssue").GetProperty("state").GetString());
        File.Delete(trial.PathOf(bucket.Named["log:1.0"]));
        var again = trial.Verify();
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("were proved by an earlier verification and are broken now (log-missing)", again.Error, StringComparison.Ordinal);
        Assert.Equal("broken", trial.Who(Known).Json.GetProperty("logs").GetProperty("state").GetString());
        Assert.DoesNotContain("contradiction", trial.Verify().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Logs_that_the_ledger_was_not_filled_from_prove_nothing_of_it()
    {
        var bucket = Bucket();
        using var trial = new Trial(bucket);
        var kept = File.ReadAllBytes(trial.PathOf(bucket.Named["log:2.0"]));
        File.Delete(trial.PathOf(bucket.Named["log:2.0"]));
        trial.Import();
        File.WriteAllBytes(trial.PathOf(bucket.Named["log:2.0"]), kept);
        var verified = trial.Verify();
        Assert.Equal(4, verified.ExitCode);
        Assert.Contains("error not-imported: 1 log file", verified.Error, StringComparison.Ordinal);
        Assert.Equal("undecided", trial.Who(Lost).Json.GetProperty("logs").GetProperty("missingIssue").GetProperty("state").GetString());
        trial.Import();
        Assert.Equal(0, trial.Verify().ExitCode);
        var found = trial.Who(Lost).Json;
        Assert.Equal(("key", "proved"), (found.GetProperty("evidence").GetString(), found.GetProperty("logs").GetProperty("state").GetString()));
    }

    [Fact]
    public void From_logs_it_is_known_where_their_keys_are_given()
    {
        using var trial = new Trial(Bucket());
        var json = Cli.Namesake("who", Known, "--logs", trial.Folder, "--public-keys", trial.Keys, "--format", "json");
        Assert.Equal("proved", json.Json.GetProperty("logs").GetProperty("state").GetString());
        Assert.False(Cli.Namesake("who", Known, "--logs", trial.Folder, "--format", "json").Json.TryGetProperty("logs", out _));
        Assert.Equal(2, Cli.Namesake("who", Known, "--logs", trial.PathOf(Bucket().Named["log:1.0"]), "--public-keys", trial.Keys).ExitCode);
    }

    [Fact]
    public void Without_a_ledger_nothing_can_be_recorded()
    {
        using var trial = new Trial(Bucket());
        Assert.Equal(2, trial.Verify().ExitCode);
        Assert.Equal(2, Cli.Namesake("gaps", "--ledger", trial.Ledger).ExitCode);
    }

    private static string Assume(string key, string time) =>
        $$$"""{"eventID":"assume-{{{key}}}","eventTime":"2025-03-03T{{{time}}}Z","eventName":"AssumeRole","eventSource":"sts.amazonaws.com","awsRegion":"us-east-1","recipientAccountId":"111122223333","userIdentity":{"type":"IAMUser","userName":"alice","arn":"arn:aws:iam::111122223333:user/alice","accountId":"111122223333","principalId":"AIDAALICE","accessKeyId":"AKIAALICE00000000001"},"requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/deploy","roleSessionName":"build"},"responseElements":{"credentials":{"accessKeyId":"{{{key}}}"},"assumedRoleUser":{"assumedRoleId":"AROADEPLOY:build","arn":"arn:aws:sts::111122223333:assumed-role/deploy/build"} } }""";

    private static string Act(string id, string key, string? created, string time) =>
        $$$"""{"eventID":"{{{id}}}","eventTime":"2025-03-03T{{{time}}}Z","eventName":"DeleteBucket","eventSource":"s3.amazonaws.com","awsRegion":"us-east-1","recipientAccountId":"111122223333","userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/deploy/build","accountId":"111122223333","principalId":"AROADEPLOY:build","accessKeyId":"{{{key}}}","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/deploy","userName":"deploy","principalId":"AROADEPLOY"},"attributes":{ {{{(created is null ? "" : $"\"creationDate\":\"2025-03-03T{created}Z\"")}}} } } } }""";

    /// <summary>A bucket's copy, its keys and a ledger, gone when the test ends.</summary>
    private sealed class Trial : IDisposable
    {
        private readonly ScratchFolder _scratch = new();

        public Trial(SignedBucket bucket)
        {
            bucket.WriteTo(Folder);
            Keys = _scratch.Write("keys.json", SignedBucket.PublicKeyList());
        }

        public string Folder => Path.Combine(_scratch.Path, "bucket");

        public string Ledger => Path.Combine(_scratch.Path, "ledger");

        public string Keys { get; }

        public string PathOf(string key) => Path.Combine(Folder, key);

        public void Import() => Assert.NotEqual(3, Cli.Namesake("import", Folder, "--ledger", Ledger).ExitCode);

        public CliResult Verify(params string[] more) => Cli.Namesake(["verify", Folder, "--public-keys", Keys, "--record", "--ledger", Ledger, .. more]);

        public CliResult Who(string id) => Cli.Namesake("who", id, "--ledger", Ledger, "--format", "json");

        public void Dispose() => _scratch.Dispose();
    }
}
