using System.Text.Json;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Parsing;
using Namesake.Policy.Tests.Oracle;
using Namesake.Tests;

namespace Namesake.Policy.Tests;

/// <summary>Every request of tests/Corpus/requests.jsonl: principals, actions, statements, and the table of docs/semantics.md.</summary>
public sealed class RequestCorpusTests
{
    public static TheoryData<string> Cases { get; } = [.. File.ReadLines(Repository.Corpus("requests.jsonl"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_request_is_decided_as_the_guide_says(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var policy = PolicyParser.Parse(root.GetProperty("policy").GetRawText());
        Assert.NotNull(policy.Document);
        var request = CorpusJson.Request(root.GetProperty("request"));
        var outcome = Evaluator.Evaluate(policy.Document, RequestContext.Of(request), request.Action);
        Assert.True(root.GetProperty("outcome").GetString() == Outcomes.Name(outcome), line);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_naive_evaluator_agrees_with_the_table(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        Assert.Equal(root.GetProperty("outcome").GetString(), NaiveEvaluator.Evaluate(root.GetProperty("policy").GetRawText(), root.GetProperty("request").GetRawText()));
    }
}

internal static class Outcomes
{
    public static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => "allowed",
        Outcome.ImplicitlyDenied => "implicitlyDenied",
        _ => "explicitlyDenied",
    };
}
