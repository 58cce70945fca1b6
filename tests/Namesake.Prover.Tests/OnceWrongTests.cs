using System.Text.Json;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Parsing;
using Namesake.Prover.Questions;
using Namesake.Tests;

namespace Namesake.Prover.Tests;

/// <summary>
/// Policies that the prover once judged wrongly, found by review. They speak of what the small worlds do not have:
/// partitions, paths, ids, characters beyond ASCII.
/// </summary>
public sealed class OnceWrongTests
{
    public static TheoryData<string> Cases { get; } = [.. File.ReadLines(Repository.Corpus("once-wrong.jsonl"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_policy_gets_its_true_verdict(string line)
    {
        using var json = JsonDocument.Parse(line);
        var policy = PolicyParser.Parse(json.RootElement.GetProperty("policy").GetRawText());
        Assert.False(policy.HasErrors, string.Join("; ", policy.Diagnostics));
        var answer = Attributable.Ask(policy);
        if (answer.Verdict == Verdict.Unknown && json.RootElement.GetProperty("allowUnknown").GetBoolean()) return;
        Assert.True(Enum.Parse<Verdict>(json.RootElement.GetProperty("verdict").GetString()!, ignoreCase: true) == answer.Verdict, $"{answer.Verdict} ({answer.Code}: {answer.Reason}) for {line}");
        if (answer.Witness is { } witness) Assert.All([witness.First, witness.Second], r => Assert.True(StsAdmission.Admits(policy.Document!, r)));
    }
}
