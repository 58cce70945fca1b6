using System.Collections.Immutable;
using Namesake.Policy.Evaluation;
using Namesake.Policy.Model;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>What the solver says of one question about a policy, with the requests that it found.</summary>
internal sealed record SolverFinding(SolverAnswer Answer, ImmutableArray<Request> Requests)
{
    public static readonly SolverFinding No = new(SolverAnswer.Unsatisfiable, []);
}

/// <summary>Asks the solvers about one policy: which requests it admits, in a world without bounds.</summary>
internal sealed class SolverOracle(PolicyDocument policy, SolverTeam solvers)
{
    private const int MostUndecided = 3;

    private static readonly ImmutableArray<CallerKind> Persons = [CallerKind.IamUser, CallerKind.RoleSession, CallerKind.Saml, CallerKind.WebIdentity];

    public static readonly ImmutableArray<CallerKind> Kinds = [.. Persons, CallerKind.Service];

    private readonly PolicyWorld _world = new(policy);
    private readonly Dictionary<CallerKind, SolverFinding> _open = [];

    /// <summary>The answer to every question that was put to the solvers, for the tally.</summary>
    public List<SolverAnswer> Answers { get; } = [];

    /// <summary>Requests that the solver says are admitted, and the evaluator says are not.</summary>
    public List<string> Disagreements { get; } = [];

    public bool ServicesAreSettled => !_world.MentionsUnsettledServiceKeys;

    public SolverFinding IsOpen(CallerKind kind)
    {
        if (!_open.TryGetValue(kind, out var finding)) _open[kind] = finding = AskOne(kind, _ => Term.True);
        return finding;
    }

    public SolverFinding IsOpen(IEnumerable<CallerKind> kinds) => FirstOf(kinds.Select(IsOpen));

    public SolverFinding AnyPerson() => IsOpen(Persons);

    public SolverFinding Anybody() => IsOpen(Kinds);

    public SolverFinding AnyPersonWithoutSourceIdentity() => FirstOf(OpenPersons().Select(k => AskOne(k, r => Term.Not(r.HasSourceIdentity))));

    /// <summary>Two admitted requests of different persons that share the names.</summary>
    public SolverFinding Clash(Shared names)
    {
        var open = OpenPersons().ToList();
        return FirstOf(from one in open from two in open where one <= two select AskPair(one, two, names));
    }

    /// <summary>The same of one kind of caller, which need not be a person.</summary>
    public SolverFinding ClashWithin(CallerKind kind) =>
        IsOpen(kind).Answer == SolverAnswer.Unsatisfiable ? SolverFinding.No : AskPair(kind, kind, Shared.Both);

    private IEnumerable<CallerKind> OpenPersons() => Persons.Where(k => IsOpen(k).Answer != SolverAnswer.Unsatisfiable);

    private SolverFinding AskOne(CallerKind kind, Func<SymbolicRequest, string> question)
    {
        var request = new SymbolicRequest(kind, "a", _world);
        return Ask(Term.And(AdmissionTerms.Admits(request), question(request), Languages.IsName(request.SessionName, 2)), request);
    }

    private SolverFinding AskPair(CallerKind first, CallerKind second, Shared names)
    {
        var one = new SymbolicRequest(first, "a", _world);
        var two = new SymbolicRequest(second, "b", _world);
        var finding = Ask(
            Term.And(AdmissionTerms.Admits(one), AdmissionTerms.Admits(two), PairTerms.Share(names, one, two), PairTerms.AreOfDifferentCallers(one, two), PairTerms.AreOfOneWorld(one, two)),
            one, two);
        if (finding.Requests is [var a, var b] && Fault(names, a, b) is { } fault) Disagreements.Add($"{fault}: {Brief(a)} and {Brief(b)}");
        return finding;
    }

    private SolverFinding Ask(string question, params SymbolicRequest[] requests)
    {
        if (question == Term.False) return SolverFinding.No;
        // A policy that was too hard several times is left at that, for it would take the time of a hundred others.
        if (Answers.Count(a => a == SolverAnswer.Unknown) >= MostUndecided)
        {
            Answers.Add(SolverAnswer.Unknown);
            return new(SolverAnswer.Unknown, []);
        }
        var script = $"{Languages.Definitions}\n{string.Join('\n', requests.Select(r => r.Script))}\n(assert {question})";
        var reply = solvers.Ask(script, [.. requests.SelectMany(r => r.Constants)]);
        Answers.Add(reply.Answer);
        if (reply.Answer != SolverAnswer.Satisfiable) return new(reply.Answer, []);
        var found = requests.Select(r => ModelRequests.Of(r, reply.Values)).ToImmutableArray();
        Disagreements.AddRange(found.Where(r => !StsAdmission.Admits(policy, r)).Select(r => $"the evaluator does not admit {Brief(r)}"));
        return new(reply.Answer, found);
    }

    private static string? Fault(Shared names, Request one, Request two) =>
        Identity.Of(one.Caller) == Identity.Of(two.Caller) ? "one caller"
        : names is Shared.SessionName or Shared.Both && one.SessionName != two.SessionName ? "two session names"
        : names is Shared.SourceIdentity && one.SourceIdentity != two.SourceIdentity ? "two source identities"
        : names is Shared.Both && one.SourceIdentity is { } mine && two.SourceIdentity is { } other && mine != other ? "two source identities"
        : null;

    private static SolverFinding FirstOf(IEnumerable<SolverFinding> findings)
    {
        var all = SolverFinding.No;
        foreach (var finding in findings)
        {
            if (finding.Answer == SolverAnswer.Satisfiable) return finding;
            if (finding.Answer == SolverAnswer.Unknown) all = finding;
        }
        return all;
    }

    public static string Brief(Request request) =>
        $"[{Identity.Of(request.Caller)} ({request.Caller.Arn}) as {request.SessionName}/{request.SourceIdentity ?? "none"} {string.Join(' ', request.Context.Select(c => $"{c.Key}={c.Value}"))}]";
}
