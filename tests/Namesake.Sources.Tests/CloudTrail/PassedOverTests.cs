using Namesake.Policy.Model;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>What is no event is said, with its place, and never silently dropped.</summary>
public sealed class PassedOverTests
{
    private const string S3Record = """{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"2025-03-03T10:00:00.000Z","eventName":"ObjectCreated:Put","userIdentity":{"principalId":"AWS:AIDA"},"requestParameters":{"sourceIPAddress":"198.51.100.1"},"responseElements":{"x-amz-request-id":"R"},"s3":{"bucket":{"name":"trail"},"object":{"key":"AWSLogs/x.json.gz"}}}""";
    private const string S3Notice = $$"""{"Records":[{{S3Record}}]}""";

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Only(Log log, Severity severity)
    {
        Assert.Empty(log.Events);
        var said = Assert.Single(log.Diagnostics);
        Assert.Equal(severity, said.Severity);
        Assert.Equal("log", said.Place!.File);
        return Assert.Single(log.Said);
    }

    [Fact]
    public void S3_notifications_are_told_apart_from_events() => Assert.Equal("s3-notification 1:13", Only(Log.Of(S3Notice), Severity.Error));

    [Fact]
    public void S3_notifications_in_SNS_are_told() =>
        Assert.Equal("s3-notification 1:1", Only(Log.Of($$"""{"Type":"Notification","Message":{{Quote(S3Notice)}}}"""), Severity.Error));

    [Fact]
    public void S3_notifications_in_SQS_and_in_SNS_in_SQS_are_told()
    {
        var sns = $$"""{"Type":"Notification","Message":{{Quote(S3Notice)}}}""";
        var log = Log.Of($$"""{"Messages":[{"Body":{{Quote(S3Notice)}}},{"Body":{{Quote(sns)}}}]}""");
        Assert.Equal("s3-notification 1:14", Only(log, Severity.Error));
        Assert.StartsWith("2 notices", log.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CloudTrails_own_notices_are_told() =>
        Assert.Equal("s3-notification 1:1", Only(Log.Of($$"""{"Message":{{Quote("""{"s3Bucket":"trail","s3ObjectKey":["AWSLogs/x.json.gz"]}""")}}}"""), Severity.Error));

    [Fact]
    public void A_digest_file_is_a_note() =>
        Assert.Equal("digest-file 1:1", Only(Log.Of("""{"awsAccountId":"111122223333","digestStartTime":"2025-03-03T09:00:00Z","logFiles":[{"s3Bucket":"b","hashValue":"x"}]}"""), Severity.Note));

    [Fact]
    public void Insights_events_are_a_note_with_the_first_ones_place() =>
        Assert.Equal("insight-events 2:3", Only(Log.Of("{\"Records\":[\n  " + """{"eventVersion":"1.08","eventTime":"2025-03-03T10:00:00Z","eventID":"x","eventName":"n","eventSource":"s","eventType":"AwsCloudTrailInsight","insightDetails":{"state":"Start"}}]}"""), Severity.Note));

    [Fact]
    public void Each_lack_of_an_event_is_an_error_with_its_place()
    {
        foreach (var lack in (string[])["eventID", "eventTime", "eventName", "eventSource"])
        {
            var e = Samples.Event(0).Replace($"\"{lack}\"", "\"other\"", StringComparison.Ordinal);
            var log = Log.Of($"{Samples.Event(1)}\n{e}\n{e}\n");
            Assert.Equal([Samples.Id(1)], log.Ids);
            Assert.Equal(["incomplete-event 2:1"], log.Said);
            Assert.StartsWith("2 events", log.Diagnostics[0].Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_time_that_is_none_makes_an_event_incomplete() =>
        Assert.Equal("incomplete-event 1:1", Only(Log.Of(Samples.Event(0).Replace("2025-03-03T10:00:00Z", "2025-02-30T10:00:00Z", StringComparison.Ordinal)), Severity.Error));

    [Fact]
    public void Foreign_values_beside_events_are_a_warning_with_their_number()
    {
        var log = Log.Of($"[{Samples.Event(0)},\n{{\"a\":1}},17,\"text\",null,{{\"Body\":\"plain\"}},{{\"detail\":{{\"x\":1}}}}]");
        Assert.Equal([Samples.Id(0)], log.Ids);
        Assert.Equal(["foreign-objects 2:1"], log.Said);
        Assert.Equal(Severity.Warning, log.Diagnostics[0].Severity);
        Assert.StartsWith("6 JSON", log.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"hello":"world"}""", "foreign-objects 1:1")]
    [InlineData("just text", "not-a-log 1:1")]
    [InlineData("PK\u0003\u0004", "not-a-log 1:1")]
    [InlineData("a,b\n1,2\n", "not-a-log 1:1")]
    public void A_foreign_file_is_a_fault_where_named_and_a_note_in_a_folder(string text, string said)
    {
        Assert.Equal(said, Only(Log.Of(text), Severity.Error));
        Assert.Equal(said, Only(Log.Of(text, named: false), Severity.Note));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \r\n\t\n")]
    public void An_empty_file_is_an_error(string text)
    {
        Assert.Equal("empty-file 1:1", Only(Log.Of(text), Severity.Error));
        Assert.Equal("empty-file 1:1", Only(Log.Of(Log.Gzip(text)), Severity.Error));
    }

    [Fact]
    public void Lake_rows_without_the_event_are_told() =>
        Assert.Equal("no-event-column 1:23", Only(Log.Of("""{"QueryResultRows":[[ {"eventName":"x"},{"eventID":"y"}],[{"eventName":"z"}]]}"""), Severity.Error));

    [Fact]
    public void Events_beside_a_list_are_read_whether_they_stand_before_it_or_after()
    {
        var log = Log.Of($$"""{"detail":{{Samples.Event(0)}},"Records":[{{Samples.Event(1)}}],"Message":{{Quote(Samples.Event(2))}}}""");
        Assert.Equal([Samples.Id(0), Samples.Id(1), Samples.Id(2)], log.Ids);
        Assert.Empty(log.Said);
    }

    [Fact]
    public void An_event_and_broken_text_in_one_list_are_both_accounted_for()
    {
        var bodies = string.Join(',', ((string[])[Samples.Event(0), "{\"eventID\":", Samples.Event(1), "[ "]).Select(b => $$"""{"Body":{{Quote(b)}}}"""));
        var log = Log.Of($$"""{"Messages":[{{bodies}}]}""");
        Assert.Equal([Samples.Id(0), Samples.Id(1)], log.Ids);
        var said = Assert.Single(log.Diagnostics);
        Assert.Equal(("broken-content", 1), (said.Code, said.Place!.Line));
        Assert.StartsWith("2 records", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_an_event_in_one_text_is_read_too_or_told()
    {
        var body = $"{Samples.Event(0)}\n{Samples.Event(1)}\n{{\"eventID\":";
        var log = Log.Of($$"""{"Body":{{Quote(body)}}}""");
        Assert.Equal([Samples.Id(0), Samples.Id(1)], log.Ids);
        Assert.Equal(["broken-content 1:1"], log.Said);
    }

    [Fact]
    public void Lists_in_memory_account_for_each_element()
    {
        var incomplete = Samples.Event(2).Replace("\"eventID\"", "\"id\"", StringComparison.Ordinal);
        var body = $$"""{"Records":[{{Samples.Event(0)}},{{incomplete}},{"x":1},5]}""";
        var log = Log.Of($$"""{"Body":{{Quote(body)}}}""");
        Assert.Equal([Samples.Id(0)], log.Ids);
        Assert.Equal(["incomplete-event 1:1", "foreign-objects 1:1"], log.Said);
        Assert.StartsWith("2 JSON", log.Diagnostics[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Envelopes_too_deep_in_one_another_are_told()
    {
        var text = Samples.Event(0);
        for (var i = 0; i < 40; i++) text = $$"""{"detail":{{text}}}""";
        Assert.Equal("foreign-objects 1:1", Only(Log.Of(text), Severity.Error));
    }

    [Fact]
    public void Lone_surrogates_and_bytes_that_are_no_text_lose_no_event()
    {
        var odd = Samples.Event(0).Replace("acme", "\\ud800", StringComparison.Ordinal).Replace("\"alice\"", "\"\\udc00\"", StringComparison.Ordinal).Replace("AROAEXAMPLE:alice", "x\\ud800", StringComparison.Ordinal);
        byte[] bytes = [.. System.Text.Encoding.UTF8.GetBytes($"{odd}\n{Samples.Event(1)}")];
        bytes.AsSpan().Replace((byte)'R', (byte)0xFF);
        var log = Log.Of(bytes);
        Assert.Equal(2, log.Events.Length);
        Assert.Empty(log.Said);
    }
}
