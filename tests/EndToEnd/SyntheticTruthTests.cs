using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>The program against the truth that the synthetic trail writes beside itself.</summary>
public sealed class SyntheticTruthTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    public void Every_session_event_of_a_synthetic_trail_has_the_true_chain(int seed)
    {
        using var folder = new ScratchFolder();
        var trail = Path.Combine(folder.Path, "trail");
        Assert.Equal(0, Cli.Namesake("demo", "--events", "20000", "--seed", $"{seed}", "--out", trail).ExitCode);
        var output = Path.Combine(folder.Path, "who.jsonl");
        Cli.Namesake("attribute", "--logs", Path.Combine(trail, "AWSLogs"), "--out", output);
        var answers = File.ReadLines(output).Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(l => l.GetProperty("eventId").GetString()!, StringComparer.Ordinal);
        var truths = File.ReadLines(Path.Combine(trail, "truth.jsonl")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(truths.Count, answers.Count);
        Assert.True(truths.Count > 8_000);
        foreach (var truth in truths) AssertSame(truth, answers[truth.GetProperty("eventID").GetString()!]);
    }

    private static void AssertSame(JsonElement truth, JsonElement answer)
    {
        var (expected, evidence) = (truth.GetProperty("evidence").GetString(), answer.GetProperty("evidence").GetString());
        // Where no issuing event is to be found, a name may still be there: enforced by AWS, or only claimed.
        if (expected == "none") Assert.Contains(evidence, (string[])["none", "claimed-name", "enforced-name"]);
        else Assert.Equal(expected, evidence);
        Assert.Equal(
            truth.GetProperty("chain").EnumerateArray().Select(k => k.GetString()),
            answer.GetProperty("chain").EnumerateArray().Select(h => h.GetProperty("accessKeyId").GetString()));
        Assert.Equal(
            truth.GetProperty("issuingEventIDs").EnumerateArray().Select(k => k.GetString()),
            answer.GetProperty("chain").EnumerateArray().Select(h => h.GetProperty("issuingEventId").GetString()));
        if (truth.GetProperty("root").ValueKind == JsonValueKind.Null) return;
        foreach (var name in (string[])["type", "arn", "userName", "invokedBy"])
            Assert.Equal(truth.GetProperty("root").GetProperty(name).GetString(), answer.GetProperty("origin").GetProperty(name).GetString());
    }
}
