using System.Text;
using System.Text.Json.Nodes;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.Sources.Tests.CloudTrail;

/// <summary>Events as their logs have them: the very bytes, in every shape, and no secret.</summary>
public sealed class RawEventTests
{
    private const string Hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

    // The shape itself writes the event otherwise.
    private static readonly string[] Rewritten = ["delivery, indented", "array, indented", "Lake, CSV, all quoted", "shipper, @timestamp", "escaped to the last letter"];

    private static readonly List<string> Events = Samples.Events(18);

    public static TheoryData<string, bool> Ways { get; } = [.. Shapes.All.Keys.SelectMany(s => (TheoryDataRow<string, bool>[])[(s, false), (s, true)])];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Each_event_is_handed_out_as_it_is_written_in_every_shape(string shape, bool onlyTokens)
    {
        var taken = Read(Shapes.Write(shape, Events), onlyTokens);
        var expected = Events.Select((e, i) => (Id: Samples.Id(i), Json: e.Replace("\"sessionToken\":\"secret\"", $"\"sessionToken\":\"{Hidden}\"", StringComparison.Ordinal))).ToList();
        Assert.Equal(expected.Select(e => e.Id), taken.Select(t => t.Id));
        if (!Rewritten.Contains(shape)) Assert.Equal(expected.Select(e => e.Json), taken.Select(t => t.Json));
        foreach (var (e, t) in expected.Zip(taken))
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(e.Json.Replace("\"eventTime\":", shape == "shipper, @timestamp" ? "\"@timestamp\":" : "\"eventTime\":", StringComparison.Ordinal)), JsonNode.Parse(t.Json)), t.Json);
    }

    [Theory]
    [InlineData("""{"credentials":{"sessionToken":"s3cret","accessKeyId":"A"}}""", """{"credentials":{"sessionToken":"HIDDEN_DUE_TO_SECURITY_REASONS","accessKeyId":"A"}}""")]
    [InlineData("""{"a":[{"SessionToken" : {"x":"s3cret"} , "b":1}]}""", """{"a":[{"SessionToken" : "HIDDEN_DUE_TO_SECURITY_REASONS" , "b":1}]}""")]
    [InlineData("""{"secretAccessKey":["s3cret"],"sessionToken":null}""", """{"secretAccessKey":"HIDDEN_DUE_TO_SECURITY_REASONS","sessionToken":null}""")]
    [InlineData("""{"session\u0054oken":"s3cret"}""", """{"session\u0054oken":"HIDDEN_DUE_TO_SECURITY_REASONS"}""")]
    [InlineData("""{"x-amz-security-token":"s3cret"}""", """{"x-amz-security-token":"HIDDEN_DUE_TO_SECURITY_REASONS"}""")]
    [InlineData("""{"responseElements":"{\"credentials\":{\"sessionToken\":\"s3cret\"}}"}""", """{"responseElements":"HIDDEN_DUE_TO_SECURITY_REASONS"}""")]
    [InlineData("""{"a":"the sessionToken is not here","b":"{\"nextToken\":1}","sessionTokens":2}""", """{"a":"the sessionToken is not here","b":"{\"nextToken\":1}","sessionTokens":2}""")]
    public void Secrets_are_hidden_and_nothing_else_is_changed(string json, string hidden) =>
        Assert.Equal(hidden, Encoding.UTF8.GetString(RawSecrets.Hide(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public async Task An_event_is_found_in_the_first_file_that_has_it()
    {
        var folder = Directory.CreateTempSubdirectory("namesake-raw-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.json"), Samples.Event(1));
            File.WriteAllText(Path.Combine(folder.FullName, "b.json"), $"{Samples.Event(0)}\n{Samples.Event(2)}");
            File.WriteAllText(Path.Combine(folder.FullName, "c.json"), Samples.Event(0).Replace("DeleteObject", "PutObject", StringComparison.Ordinal));
            var found = await RawSearch.Find([folder.FullName], TimeWindow.Always, new EventId(Samples.Id(0)), TestContext.Current.CancellationToken);
            Assert.Equal(Samples.Event(0), Encoding.UTF8.GetString(found.Found!));
            Assert.Empty(found.Diagnostics);
            Assert.Null((await RawSearch.Find([folder.FullName], TimeWindow.Always, new EventId(Samples.Id(7)), TestContext.Current.CancellationToken)).Found);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("/var/log/a.json.gz")]
    [InlineData("s3://bucket/a, Size = 3, Stamp = 4/b")]
    public void A_version_reads_as_it_was_written(string location)
    {
        var version = new SourceVersion(location, 42, "\"etag-1\"");
        Assert.Equal(version, SourceVersion.Parse(version.ToString()));
        Assert.Null(SourceVersion.Parse("v1"));
        Assert.Null(SourceVersion.Parse("SourceVersion { Location = a, Size = x, Stamp = b }"));
    }

    private static List<(string Id, string Json)> Read(byte[] log, bool onlyTokens)
    {
        var taken = new List<(string, string)>();
        var records = new RecordParser(new TrailPart((in _) => false), raw: (id, json) => taken.Add((id.ToString(), Encoding.UTF8.GetString(json)))) { OnlyTokens = onlyTokens };
        using var stream = LogStream.Open(new MemoryStream(log));
        new LogFile(records, new FileReport(new DiskFile("log", Named: true), d => Assert.Fail(d.ToString())), ReadingLimits.Normal).Read(stream);
        return taken;
    }
}
