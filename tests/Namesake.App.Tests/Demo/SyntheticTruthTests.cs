using System.Text.Json;
using Xunit;

namespace Namesake.App.Tests.Demo;

public sealed class SyntheticTruthTests(WrittenDay written) : IClassFixture<WrittenDay>
{
    private readonly WrittenTrail trail = written.Trail;
    private readonly IReadOnlyList<JsonElement> truth = written.Truth;

    [Fact]
    public void The_truth_has_a_line_for_each_event_of_a_role_or_a_federated_user_in_order()
    {
        var expected = trail.Records.Where(r => r.Type is "AssumedRole" or "FederatedUser").Select(r => r.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(expected, truth.Select(line => line.GetProperty("eventID").GetString()!), StringComparer.Ordinal);
    }

    [Fact]
    public void The_truth_tells_of_deep_chains_broken_chains_and_all_evidence()
    {
        foreach (var evidence in (string[])["key", "session", "none"])
            Assert.Contains(truth, line => Is(line.GetProperty("evidence").GetString(), evidence));
        Assert.Equal(3, truth.Max(line => line.GetProperty("chain").GetArrayLength()));
        Assert.Contains(truth, line => line.GetProperty("chain").GetArrayLength() > 0 && Is(line.GetProperty("root").GetProperty("type").GetString(), "AssumedRole"));
        var roots = truth.Where(line => line.GetProperty("root").ValueKind is JsonValueKind.Object).Select(line => line.GetProperty("root").GetProperty("type").GetString()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(["AWSService", "AssumedRole", "IAMUser", "SAMLUser", "WebIdentityUser"], roots, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_line_of_the_truth_follows_from_the_files()
    {
        var correlation = new KeyCorrelation(trail);
        var records = trail.Records.DistinctBy(r => r.Id, StringComparer.Ordinal).ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var line in truth)
        {
            var explanation = correlation.Explain(records[line.GetProperty("eventID").GetString()!]);
            Assert.Equal(explanation.Evidence, line.GetProperty("evidence").GetString());
            Assert.Equal(explanation.Chain, Texts(line, "chain"), StringComparer.Ordinal);
            Assert.Equal(explanation.Events, Texts(line, "issuingEventIDs"), StringComparer.Ordinal);
            var root = line.GetProperty("root");
            Assert.Equal(explanation.Last is null, root.ValueKind is JsonValueKind.Null);
            if (explanation.Last is null)
                continue;
            foreach (var (member, name) in ((string, string)[])[("type", "type"), ("arn", "arn"), ("account", "accountId"), ("userName", "userName"), ("principalId", "principalId"), ("invokedBy", "invokedBy")])
                Assert.Equal(explanation.Last.Text("userIdentity", name), root.GetProperty(member).GetString());
        }
    }

    private static IEnumerable<string> Texts(JsonElement line, string name) => line.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);

    private static bool Is(string? text, string? other) => string.Equals(text, other, StringComparison.Ordinal);
}
