using System.Text.Json;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Policy.Tests.Oracle;
using Namesake.Tests;

namespace Namesake.Policy.Tests;

/// <summary>Every condition of tests/Corpus/conditions.jsonl, each resting on a page of the IAM User Guide.</summary>
public sealed class ConditionCorpusTests
{
    public static TheoryData<string> Cases { get; } = [.. File.ReadLines(Repository.Corpus("conditions.jsonl"))];

    [Fact]
    public void The_table_has_at_least_300_cases_each_with_its_page() =>
        Assert.True(File.ReadLines(Repository.Corpus("conditions.jsonl")).Count(l => l.Contains("\"page\":\"", StringComparison.Ordinal)) >= 300);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_condition_holds_as_the_guide_says(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var policy = PolicyParser.Parse(PolicyOf(root));
        Assert.False(policy.HasErrors, string.Join("; ", policy.Diagnostics));
        var context = RequestContext.Of(new Request("sts:AssumeRole", Model.Caller.Anonymous, null, null, CorpusJson.Context(root.GetProperty("context"))));
        var holds = Evaluator.Evaluate(policy.Document!, context, "sts:AssumeRole") == Outcome.Allowed;
        Assert.True(root.GetProperty("holds").GetBoolean() == holds, line);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_naive_evaluator_agrees_with_the_table(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var request = $$"""{"action":"sts:AssumeRole","caller":{"kind":"anonymous","arn":"","account":null,"userName":null},"sessionName":null,"sourceIdentity":null,"context":{{root.GetProperty("context").GetRawText()}}}""";
        Assert.Equal(root.GetProperty("holds").GetBoolean() ? "allowed" : "implicitlyDenied", NaiveEvaluator.Evaluate(PolicyOf(root), request));
    }

    private static string PolicyOf(JsonElement root)
    {
        // A line without a version means the current one; null means a document without Version.
        var version = !root.TryGetProperty("version", out var given) ? "\"Version\":\"2012-10-17\","
            : given.ValueKind == JsonValueKind.Null ? ""
            : $"\"Version\":{given.GetRawText()},";
        return $$"""{{{version}}"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{{root.GetProperty("condition").GetRawText()}}}]}""";
    }
}
