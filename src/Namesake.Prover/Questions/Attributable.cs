using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Languages;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Questions;

/// <summary>
/// The question about a role: can two different callers get one session name, and one source identity or none? This is
/// the first analysis: it proves where a single form is forced on every way in, refutes by requests that it tries out,
/// and leaves the rest unknown.
/// </summary>
public static class Attributable
{
    public static RoleAnswer Ask(ParsedPolicy parsed)
    {
        if (parsed.Document is not { } policy || parsed.HasErrors)
        {
            var fault = parsed.Diagnostics.First(d => d.Severity == Severity.Error);
            return RoleAnswer.Unknown($"unknown-{fault.Code}", $"the policy was not understood: {fault.Message}", fault.Place);
        }
        var ways = Way.AllOf(policy);
        if (ways.Length == 0)
            return new RoleAnswer(Verdict.Closed, null, [], null, "no statement lets anybody assume the role", "closed-no-way", policy.Place);
        var live = ways.Where(w => w.Dead is null).ToImmutableArray();
        var admitted = Trial.Run(policy, live);
        var callers = ways.Select(w => w.Kind).Distinct().Order().Select(k => AskKind(policy, k, ways, admitted)).ToImmutableArray();
        return Combine(policy, live, ways, callers, admitted);
    }

    private static CallerAnswer AskKind(PolicyDocument policy, CallerKind kind, ImmutableArray<Way> ways, ImmutableArray<Request> admitted)
    {
        var live = ways.Where(w => w.Kind == kind && w.Dead is null).ToImmutableArray();
        if (live.Length == 0)
            return new CallerAnswer(kind, Verdict.Closed, false, null, ways.First(w => w.Kind == kind).Dead!);
        var mine = admitted.Where(r => r.Caller.Kind == kind).ToImmutableArray();
        var example = mine.FirstOrDefault();
        bool? can = example is null ? null : true;
        if (kind == CallerKind.Service)
            return new CallerAnswer(kind, Verdict.Workload, can, example, "only AWS services come this way, and they name the session");
        if (Trial.FindWitness(policy, mine) is { } witness)
            return new CallerAnswer(kind, Verdict.Forgeable, true, example, Words.OfWitness(witness));
        if (example is not null && Proof.Find(live) is { } proof)
            return new CallerAnswer(kind, proof.Verdict, true, example, proof.Reason);
        return new CallerAnswer(kind, Verdict.Unknown, can, example, Words.WhyUndecided(live, example));
    }

    private static RoleAnswer Combine(
        PolicyDocument policy, ImmutableArray<Way> live, ImmutableArray<Way> ways, ImmutableArray<CallerAnswer> callers, ImmutableArray<Request> admitted)
    {
        var open = callers.Where(c => c.Verdict != Verdict.Closed).ToImmutableArray();
        if (open.Length == 0)
            return new RoleAnswer(Verdict.Closed, null, callers, null, $"nobody can assume the role: {ways[0].Dead}", Words.ClosedCode(ways[0]), ways[0].Statement.Place);
        if (Trial.FindWitness(policy, admitted) is { } witness)
            return new RoleAnswer(Verdict.Forgeable, null, callers, witness, Words.OfWitness(witness), Words.ForgeableCode(live, witness), Words.PlaceOf(policy, witness));
        var persons = open.Where(c => c.Kind != CallerKind.Service).ToImmutableArray();
        if (persons.Length == 0)
            return new RoleAnswer(Verdict.Workload, null, callers, null, open[0].Reason, "workload-services", live[0].Statement.Place);
        if (persons.FirstOrDefault(c => c.Verdict == Verdict.Unknown) is { } undecided)
            return RoleAnswer.Unknown("unknown-not-modelled", undecided.Reason, live.First(w => w.Kind == undecided.Kind).Statement.Place) with { Callers = callers };
        // Each kind may be fine alone and clash with another: a user alice and a session that may be called alice.
        if (persons.Length > 1)
            return RoleAnswer.Unknown("unknown-mixed-callers", $"callers of several kinds ({string.Join(", ", persons.Select(p => Caller.NameOf(p.Kind)))}) share the names", live[0].Statement.Place) with { Callers = callers };
        var proof = Proof.Find([.. live.Where(w => w.Kind == persons[0].Kind)])!;
        return new RoleAnswer(proof.Verdict, proof.Carrier, callers, null, proof.Reason, proof.Code, live.First(w => w.Kind == persons[0].Kind).Statement.Place);
    }
}
