using Namesake.Policy.Model;
using Namesake.Prover.Questions;
using Namesake.Prover.Tests.Oracle;

namespace Namesake.Prover.Tests;

/// <summary>Every policy of tests/Corpus/verdicts.jsonl, the table of docs/semantics.md and its variants, and of verdicts-more.jsonl.</summary>
public sealed class VerdictCorpusTests
{
    public static TheoryData<string> Cases { get; } = [.. VerdictCase.Lines()];

    [Fact]
    public void Every_case_has_a_name_of_its_own_and_every_verdict_has_cases()
    {
        var cases = VerdictCase.Lines().Select(VerdictCase.Read).ToList();
        Assert.Equal(cases.Count, cases.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count());
        foreach (var verdict in Enum.GetValues<Verdict>())
            Assert.True(cases.Exists(c => c.Verdict == verdict) == (verdict != Verdict.Unknown), $"{verdict}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_policy_gets_its_true_verdict_or_an_allowed_unknown(string line)
    {
        var truth = VerdictCase.Read(line);
        var answer = Attributable.Ask(truth.Policy);
        if (answer.Verdict == Verdict.Unknown && truth.AllowUnknown) return;
        Assert.True(truth.Verdict == answer.Verdict, $"{answer.Verdict} ({answer.Code}: {answer.Reason}) for {line}");
        Assert.Equal(truth.Carrier, answer.Carrier);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_answer_is_complete_and_not_refuted_by_trying_requests(string line)
    {
        var truth = VerdictCase.Read(line);
        Assert.False(truth.Policy.HasErrors, string.Join("; ", truth.Policy.Diagnostics));
        var answer = Attributable.Ask(truth.Policy);
        Assert.Empty(Contradictions.Of(truth.Policy.Document!, answer, CorpusWorld.For(truth.Policy.Document!).Count(truth.Policy.Document!)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_true_verdict_is_what_trying_requests_shows(string line)
    {
        var truth = VerdictCase.Read(line);
        var census = CorpusWorld.For(truth.Policy.Document!).Count(truth.Policy.Document!);
        Assert.Equal(truth.Verdict == Verdict.Closed, census.IsEmpty);
        Assert.Equal(truth.Verdict == Verdict.Forgeable, census.WithoutServices.Clash is not null);
        Assert.Equal(truth.Verdict is Verdict.Closed or Verdict.Workload, census.WithoutServices.IsEmpty);
        if (truth.Verdict is Verdict.Attributable or Verdict.Federated) Assert.Null(Contradictions.CarrierFault(truth.Carrier, census.WithoutServices));
        Assert.Equal(truth.Verdict == Verdict.Federated, !census.WithoutServices.IsEmpty && truth.Verdict != Verdict.Forgeable && census.WithoutServices.Kinds.All(k => k is CallerKind.Saml or CallerKind.WebIdentity));
    }
}
