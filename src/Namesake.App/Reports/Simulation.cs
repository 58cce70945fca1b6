using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.App.Reports;

/// <summary>What a trust policy says of a request: of the action itself, and of those that it needs besides.</summary>
internal sealed record Simulation(Request Request, Outcome Outcome, string? Refusal, ImmutableArray<(string Action, Decision Decision)> Decisions)
{
    public static Simulation Run(PolicyDocument policy, Request request)
    {
        var context = RequestContext.Of(request);
        var decisions = StsAdmission.NeededActions(request).Select(a => (a, Evaluator.Explain(policy, context, a))).ToImmutableArray();
        var refusal = StsAdmission.Refusal(request);
        var worst = decisions.Max(d => d.Item2.Outcome);
        return new Simulation(request, refusal is not null && worst == Outcome.Allowed ? Outcome.ImplicitlyDenied : worst, refusal, decisions);
    }
}
