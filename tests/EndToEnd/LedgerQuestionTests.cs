using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>The verbs that ask the ledger: exit codes, streams, formats, and the truth of a synthetic trail.</summary>
public sealed class LedgerQuestionTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Ledger => Path.Combine(_folder.Path, "ledger");

    private CliResult Ask(params string[] arguments) => Cli.Namesake([.. arguments, "--ledger", Ledger]);

    [Theory]
    [InlineData("sessions")]
    [InlineData("people")]
    [InlineData("timeline", "alice")]
    [InlineData("credentials")]
    [InlineData("gaps")]
    [InlineData("sql", "SELECT 1")]
    [InlineData("export", "--out", "never-written.parquet")]
    public void Every_verb_has_help_and_says_how_to_make_a_ledger_that_is_not_there(params string[] verb)
    {
        Assert.Contains("Example:", Cli.Namesake(verb[0], "--help").Out, StringComparison.Ordinal);
        var result = Ask(verb);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains("namesake import", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Ledger));
    }

    [Theory]
    [InlineData("sessions", "--since", "yesterday")]
    [InlineData("sessions", "--since", "2025-03-04", "--until", "2025-03-03")]
    [InlineData("sessions", "--evidence", "strong")]
    [InlineData("sessions", "--limit", "-1")]
    [InlineData("sessions", "--aliases", "no-such-file.yaml")]
    [InlineData("timeline")]
    [InlineData("sql", "DROP VIEW events")]
    [InlineData("sql", "SELECT 1", "--timeout", "0")]
    [InlineData("export")]
    public void Wrong_use_exits_with_2(params string[] arguments)
    {
        ImportSamples();
        var result = Ask(arguments);
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbs_answer_from_the_samples_in_every_format()
    {
        ImportSamples();
        Assert.Contains("mallory", Ask("sessions", "--contradiction").Out, StringComparison.Ordinal);
        var people = Ask("people", "--format", "json").Json;
        Assert.Equal(1, people.GetProperty("schema").GetInt32());
        Assert.Contains(people.GetProperty("people").EnumerateArray(), p => p.GetProperty("person").GetString() == "alice");
        Assert.StartsWith("time,eventName,", Ask("timeline", "alice", "--format", "csv").Out, StringComparison.Ordinal);
        Assert.True(Ask("credentials", "--format", "json").Json.GetProperty("credentials").GetArrayLength() > 3);
        Assert.True(Ask("sql", "SELECT count(*) AS n FROM events", "--format", "json").Json.GetProperty("rows")[0].GetProperty("n").GetInt64() > 20);
        var cut = Ask("sessions", "--limit", "1", "--format", "json");
        Assert.Equal(1, cut.Json.GetProperty("sessions").GetArrayLength());
        Assert.Contains("--limit 0", cut.Error, StringComparison.Ordinal);
        var unknown = Ask("timeline", "nobody-of-this-name");
        Assert.Equal((4, ""), (unknown.ExitCode, unknown.Out));
    }

    [Fact]
    public void Exports_are_written_whole_and_hold_every_event()
    {
        ImportSamples();
        var count = Ask("sql", "SELECT count(*) AS n FROM events", "--format", "json").Json.GetProperty("rows")[0].GetProperty("n").GetInt64();
        var (lines, parquet) = (Path.Combine(_folder.Path, "out", "e.jsonl"), Path.Combine(_folder.Path, "out", "e.parquet"));
        Assert.Equal(2, Ask("export", "--out", lines, "--format", "ocsf").ExitCode);
        Directory.CreateDirectory(Path.GetDirectoryName(lines)!);
        Assert.Equal(0, Ask("export", "--out", lines, "--format", "ocsf").ExitCode);
        Assert.Equal(0, Ask("export", "--out", parquet).ExitCode);
        Assert.Equal([lines, parquet], Directory.GetFileSystemEntries(Path.GetDirectoryName(lines)!).Order(StringComparer.Ordinal));
        Assert.Equal("PAR1"u8, File.ReadAllBytes(parquet).AsSpan(0, 4));
        var events = File.ReadLines(lines).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(count, events.Count);
        foreach (var e in events)
        {
            Assert.Equal((6003, 6), (e.GetProperty("class_uid").GetInt32(), e.GetProperty("category_uid").GetInt32()));
            Assert.Equal(600_300 + e.GetProperty("activity_id").GetInt32(), e.GetProperty("type_uid").GetInt32());
            foreach (var required in (string[])["actor", "api", "cloud", "metadata", "severity_id", "src_endpoint", "time"]) Assert.True(e.TryGetProperty(required, out _), required);
            Assert.NotEqual("", e.GetProperty("enrichments")[0].GetProperty("data").GetProperty("evidence").GetString());
        }
    }

    [Fact]
    public void Sessions_people_and_timelines_of_a_synthetic_trail_are_true()
    {
        var trail = Path.Combine(_folder.Path, "trail");
        Assert.Equal(0, Cli.Namesake("demo", "--events", "20000", "--seed", "5", "--out", trail).ExitCode);
        Assert.Equal(0, Ask("import", Path.Combine(trail, "AWSLogs")).ExitCode);
        var truths = File.ReadLines(Path.Combine(trail, "truth.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).Where(t => t.GetProperty("evidence").GetString() is "key" or "session").ToList();
        var expected = truths.CountBy(RootOf).ToDictionary();
        var sessions = Ask("sessions", "--format", "json").Json.GetProperty("sessions").EnumerateArray().Where(IsKnownSession).ToList();
        var counted = sessions.GroupBy(s => PersonOf(s, "personType", "personArn")).ToDictionary(g => g.Key, g => g.Sum(s => s.GetProperty("events").GetInt32()));
        Assert.True(expected.Count > 50);
        Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal), counted.OrderBy(e => e.Key, StringComparer.Ordinal));
        // Each credential that was used by its key is a session.
        Assert.Superset(truths.Where(t => t.GetProperty("evidence").GetString() == "key").Select(t => t.GetProperty("chain")[0].GetString()!).ToHashSet(), sessions.Select(s => s.GetProperty("accessKeyId").GetString() ?? "").ToHashSet());
        var people = Ask("people", "--format", "json").Json.GetProperty("people").EnumerateArray().SelectMany(p => p.GetProperty("identities").EnumerateArray().Select(i => i.GetString()!)).ToHashSet();
        Assert.Superset(truths.Select(t => t.GetProperty("root").GetProperty("arn").GetString()).OfType<string>().ToHashSet(), people);
        AssertTimeline(truths);
    }

    private void AssertTimeline(List<JsonElement> truths)
    {
        var arn = truths.Select(t => t.GetProperty("root").GetProperty("arn").GetString()).OfType<string>().CountBy(a => a).MaxBy(a => a.Value).Key;
        var events = Ask("timeline", arn, "--format", "json").Json.GetProperty("events").EnumerateArray().Where(IsKnownSession).ToList();
        Assert.Equal(
            truths.Where(t => t.GetProperty("root").GetProperty("arn").GetString() == arn).Select(t => t.GetProperty("eventID").GetString()).Order(StringComparer.Ordinal),
            events.Select(e => e.GetProperty("eventId").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(events.Select(e => e.GetProperty("time").GetString()).Order(StringComparer.Ordinal), events.Select(e => e.GetProperty("time").GetString()));
    }

    private static bool IsKnownSession(JsonElement row) =>
        row.GetProperty("sessionName").ValueKind == JsonValueKind.String && row.GetProperty("evidence").GetString() is "key" or "session";

    private static string RootOf(JsonElement truth)
    {
        var root = truth.GetProperty("root");
        string? Text(string name) => root.GetProperty(name).GetString();
        return $"{Text("type")} {Text("arn") ?? Text("invokedBy") ?? Text("userName") ?? Text("principalId")}";
    }

    private static string PersonOf(JsonElement row, string type, string arn) =>
        $"{row.GetProperty(type).GetString()} {row.GetProperty(arn).GetString() ?? row.GetProperty("person").GetString()}";

    private void ImportSamples() => Assert.Equal(0, Ask("import", Path.Combine(Repository.Root, "samples", "trail")).ExitCode);
}
