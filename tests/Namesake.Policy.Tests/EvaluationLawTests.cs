using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Policy.Parsing;
using Namesake.Policy.Tests.Oracle;

namespace Namesake.Policy.Tests;

/// <summary>Laws of evaluation, over random policies and requests.</summary>
public sealed class EvaluationLawTests
{
    private const int Runs = 20_000;

    [Fact]
    public void Evaluation_agrees_with_a_naive_evaluator_on_the_JSON_itself() =>
        PolicyGenerators.Pair.Sample((policy, request) => Outcomes.Name(Outcome(Parse(policy), Read(request))) == NaiveEvaluator.Evaluate(policy, request), iter: Runs);

    [Fact]
    public void Evaluation_agrees_with_the_naive_one_on_unrelated_requests_too() =>
        Gen.Select(PolicyGenerators.Policy, PolicyGenerators.Request)
            .Sample((policy, request) => Outcomes.Name(Outcome(Parse(policy), Read(request))) == NaiveEvaluator.Evaluate(policy, request), iter: Runs);

    [Fact]
    public void What_is_printed_reads_back_to_the_same_policy() =>
        PolicyGenerators.Policy.Sample(
            policy =>
            {
                var printed = PolicyPrinter.Print(Parse(policy));
                return PolicyPrinter.Print(Parse(printed)) == printed;
            },
            iter: Runs);

    [Fact]
    public void A_printed_policy_decides_as_the_one_it_was_printed_from() =>
        PolicyGenerators.Pair.Sample(
            (policy, request) => Outcome(Parse(PolicyPrinter.Print(Parse(policy))), Read(request)) == Outcome(Parse(policy), Read(request)), iter: Runs);

    [Fact]
    public void An_added_Deny_never_admits_more() =>
        Gen.Select(PolicyGenerators.Pair, PolicyGenerators.Policy).Sample(
            (pair, other) =>
            {
                var policy = Parse(pair.Policy);
                var denials = Parse(other).Statements.Select(s => s with { Effect = Effect.Deny });
                var stricter = policy with { Statements = [.. policy.Statements, .. denials] };
                return Outcome(stricter, Read(pair.Request)) != Evaluation.Outcome.Allowed || Outcome(policy, Read(pair.Request)) == Evaluation.Outcome.Allowed;
            },
            iter: Runs);

    [Fact]
    public void A_condition_added_to_an_Allow_never_admits_more() =>
        Gen.Select(PolicyGenerators.Pair, PolicyGenerators.Policy).Sample(
            (pair, other) =>
            {
                var policy = Parse(pair.Policy);
                var conditions = Parse(other).Statements.SelectMany(s => s.Conditions).Take(1).ToImmutableArray();
                var stricter = policy with { Statements = [.. policy.Statements.Select(s => s.Effect == Effect.Allow ? s with { Conditions = [.. s.Conditions, .. conditions] } : s)] };
                return Outcome(stricter, Read(pair.Request)) != Evaluation.Outcome.Allowed || Outcome(policy, Read(pair.Request)) == Evaluation.Outcome.Allowed;
            },
            iter: Runs);

    [Fact]
    public void The_explanation_and_the_decision_are_one() =>
        PolicyGenerators.Pair.Sample(
            (policy, request) =>
            {
                var (document, asked) = (Parse(policy), Read(request));
                var context = RequestContext.Of(asked);
                var decision = Evaluator.Explain(document, context, asked.Action);
                var applies = decision.Traces.Where(t => t.Applies).Select(t => t.Statement).ToList();
                var fromTraces = applies.Exists(s => s.Effect == Effect.Deny) ? Evaluation.Outcome.ExplicitlyDenied
                    : applies.Count > 0 ? Evaluation.Outcome.Allowed : Evaluation.Outcome.ImplicitlyDenied;
                return decision.Outcome == fromTraces && decision.Outcome == Evaluator.Evaluate(document, context, asked.Action)
                    && decision.Traces.All(t => t.Conditions.All(c => c.Why.Length > 0));
            },
            iter: Runs);

    private static PolicyDocument Parse(string json)
    {
        var parsed = PolicyParser.Parse(json);
        Assert.False(parsed.HasErrors, $"{string.Join("; ", parsed.Diagnostics)} in {json}");
        return parsed.Document!;
    }

    private static Request Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return CorpusJson.Request(document.RootElement);
    }

    private static Outcome Outcome(PolicyDocument policy, Request request) => Evaluator.Evaluate(policy, RequestContext.Of(request), request.Action);
}
