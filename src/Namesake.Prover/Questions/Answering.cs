using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;
using Namesake.Prover.Pairs;

namespace Namesake.Prover.Questions;

/// <summary>Puts the answers for each kind of caller together.</summary>
internal sealed class Answering(PolicySet policies, ClauseSet read, RequestSearch requests, Judge judge)
{
    private const int MostExamples = 12;

    public RoleAnswer Answer()
    {
        var callers = read.Kinds.Select(OfKind).ToImmutableArray();
        var open = callers.Where(c => c.Answer.Verdict != Verdict.Closed).ToList();
        var answers = callers.Select(c => c.Answer).ToImmutableArray();
        if (open.Count == 0)
        {
            var (reason, code, place) = ClosedWords.Of(policies, read);
            return new RoleAnswer(Verdict.Closed, null, answers, null, reason, code, place);
        }
        var persons = open.Where(c => c.Answer.Kind != CallerKind.Service).ToList();
        if (persons.Count == 0) return new RoleAnswer(Verdict.Workload, null, answers, null, open[0].Answer.Reason, "workload-services", EntranceOf(CallerKind.Service));
        var judgement = persons.Select(p => p.Judgement).FirstOrDefault(j => j?.Witness is not null) ?? judge.Of(c => c.Kind != CallerKind.Service);
        if (judgement.Witness is { } witness)
        {
            var words = ForgeableWords.Of(policies, witness);
            return new RoleAnswer(Verdict.Forgeable, null, answers, witness, words.Reason, words.Code, words.Place) { ConditionPlace = words.Condition };
        }
        var unknown = persons.Find(p => p.Answer.Verdict == Verdict.Unknown).Answer;
        if (judgement.Carrier is not { } carrier || unknown is not null)
            return UnknownWords.Of(judgement.Undecided ?? read.Clauses.First(c => c.Kind == unknown!.Kind), unknown) with { Callers = answers };
        var verdict = persons.TrueForAll(p => p.Answer.Kind is CallerKind.Saml or CallerKind.WebIdentity) ? Verdict.Federated : Verdict.Attributable;
        var mine = read.Clauses.Where(c => c.Kind != CallerKind.Service).ToList();
        return new RoleAnswer(verdict, carrier, answers, null, ProofWords.Reason(mine, carrier), ProofWords.Code(mine, carrier, verdict), mine[0].Entrance?.Place)
        {
            Needed = [.. mine.Select(c => c.Entrance).OfType<Statement>().Distinct().OrderBy(s => s.Index)],
        };
    }

    private (CallerAnswer Answer, Judgement? Judgement) OfKind(CallerKind kind)
    {
        var mine = read.Clauses.Where(c => c.Kind == kind).ToList();
        if (mine.TrueForAll(FreeKeys.NeedUnlisted)) return (new CallerAnswer(kind, Verdict.Closed, false, null, ClosedWords.OfKind(read, kind)), null);
        var judgement = kind == CallerKind.Service ? null : judge.Of(c => c.Kind == kind);
        var example = judgement?.Witness?.First ?? mine.Take(MostExamples).Select(requests.Example).FirstOrDefault(r => r is not null);
        bool? can = example is null ? null : true;
        var answer = (judgement, example) switch
        {
            ({ Witness: { } witness }, _) => new CallerAnswer(kind, Verdict.Forgeable, can, example, ForgeableWords.Of(policies, witness).Reason),
            (null, _) => new CallerAnswer(kind, Verdict.Workload, can, example, "only AWS services come this way, and they name the session"),
            (_, null) => new CallerAnswer(kind, Verdict.Unknown, can, null, UnknownWords.NoExample(mine)),
            ({ Carrier: { } carrier }, _) => new CallerAnswer(kind, kind is CallerKind.Saml or CallerKind.WebIdentity ? Verdict.Federated : Verdict.Attributable, can, example, ProofWords.Reason(mine, carrier)),
            _ => new CallerAnswer(kind, Verdict.Unknown, can, example, UnknownWords.Of(judgement.Undecided!, null).Reason),
        };
        return (answer, judgement);
    }

    private SourcePlace? EntranceOf(CallerKind kind) => read.Clauses.FirstOrDefault(c => c.Kind == kind)?.Entrance?.Place;
}
