using System.Text.Json;
using Namesake.Tests;

namespace Namesake.EndToEnd;

/// <summary>The program against an independent answer for real logs: chains of keys and the identity at their end.</summary>
public sealed class TruthTests
{
    [Fact]
    public void Every_resolvable_event_of_the_real_logs_has_the_true_chain_and_root()
    {
        var folder = Repository.ThirdParty("cloudtrail");
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json")));
        var (resolved, notKey) = (0, 0);
        foreach (var unit in truth.RootElement.GetProperty("datasets").EnumerateObject())
        {
            // Keys are correlated within a unit only: a folder, or a single file of the pseudonymised logs.
            var result = Cli.Namesake("attribute", "--logs", Path.Combine(folder, unit.Name));
            Assert.True(result.ExitCode == 0, result.Error);
            var answers = result.JsonLines.ToDictionary(l => l.GetProperty("eventId").GetString()!, StringComparer.Ordinal);
            foreach (var expected in unit.Value.GetProperty("resolvable").EnumerateArray().Concat(unit.Value.GetProperty("other_session_events").EnumerateArray()))
            {
                AssertSame(expected, answers[expected.GetProperty("eventID").GetString()!]);
                resolved++;
            }
            foreach (var id in unit.Value.GetProperty("unresolved_eventIDs").EnumerateArray())
            {
                Assert.NotEqual("key", answers[id.GetString()!].GetProperty("evidence").GetString());
                notKey++;
            }
        }
        // 128 events of role sessions, and one of a federated user.
        Assert.Equal(129, resolved);
        Assert.Equal(6, notKey);
    }

    private static void AssertSame(JsonElement expected, JsonElement answer)
    {
        Assert.Equal("key", answer.GetProperty("evidence").GetString());
        Assert.Equal(
            expected.GetProperty("chain").EnumerateArray().Select(k => k.GetString()),
            answer.GetProperty("chain").EnumerateArray().Select(h => h.GetProperty("accessKeyId").GetString()));
        Assert.Equal(
            expected.GetProperty("issuingEventIDs").EnumerateArray().Select(k => k.GetString()),
            answer.GetProperty("chain").EnumerateArray().Select(h => h.GetProperty("issuingEventId").GetString()));
        var (root, origin) = (expected.GetProperty("expected_root"), answer.GetProperty("origin"));
        foreach (var (theirs, ours) in (ReadOnlySpan<(string, string)>)[("type", "type"), ("arn", "arn"), ("userName", "userName"), ("principalId", "principalId"), ("invokedBy", "invokedBy"), ("accountId", "account")])
            if (root.TryGetProperty(theirs, out var value))
                Assert.Equal(value.GetString(), origin.GetProperty(ours).GetString());
    }
}
