using Namesake.Policy.Model;
using Namesake.Prover.Questions;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>What the solver refutes of an answer, and the evaluator of the solver. What is not decided refutes nothing.</summary>
internal static class SolverContradictions
{
    /// <summary>What the requests of a small world refute of the solver: whatever is admitted there is admitted in the world without bounds.</summary>
    public static IEnumerable<string> OfSolver(Census census, SolverOracle oracle) =>
    [
        .. census.Kinds.SelectMany(k => MustBe(oracle.IsOpen(k), $"the solver admits no {k}, yet {SolverOracle.Brief(census.Of(k).Admitted[0])} is admitted")),
        .. census.WithoutServices.Clash is var (one, two)
            ? MustBe(oracle.Clash(Shared.Both), $"the solver finds no clash, yet {SolverOracle.Brief(one)} and {SolverOracle.Brief(two)} are one")
            : [],
    ];

    /// <summary>A role that no service can assume either is closed: "workload" is not false of it, but not the whole truth.</summary>
    public static bool IsWorkloadOfNobody(Verdict verdict, SolverOracle oracle) =>
        verdict == Verdict.Workload && oracle.ServicesAreSettled && oracle.IsOpen(CallerKind.Service).Answer == SolverAnswer.Unsatisfiable;

    /// <summary>What the solver refutes of the answers for the kinds of caller, each alone.</summary>
    public static IEnumerable<string> OfCallers(RoleAnswer answer, SolverOracle oracle) =>
        [.. answer.Callers.SelectMany(c => OfCaller(c, oracle)), .. OfSilence(answer, oracle)];

    private static IEnumerable<string> OfCaller(CallerAnswer answer, SolverOracle oracle) => answer.Verdict switch
    {
        Verdict.Closed => MustNotBe(oracle.IsOpen(answer.Kind), $"{answer.Kind} is closed, yet admitted"),
        Verdict.Forgeable => MustBe(oracle.ClashWithin(answer.Kind), $"{answer.Kind} is forgeable, yet no two requests clash"),
        Verdict.Attributable or Verdict.Federated => MustNotBe(oracle.ClashWithin(answer.Kind), $"{answer.Kind} is {answer.Verdict}, yet two requests clash"),
        _ => [],
    };

    // A kind that is admitted must be spoken of; a policy that was not understood speaks of none.
    private static IEnumerable<string> OfSilence(RoleAnswer answer, SolverOracle oracle) => answer.Callers.IsEmpty && answer.Verdict == Verdict.Unknown
        ? []
        : SolverOracle.Kinds.Except(answer.Callers.Select(c => c.Kind)).SelectMany(k => MustNotBe(oracle.IsOpen(k), $"nothing is said of {k}, yet it is admitted"));

    /// <summary>What the solver refutes of a verdict and its carrier.</summary>
    public static IEnumerable<string> Of(Verdict verdict, Carrier? carrier, SolverOracle oracle) => verdict switch
    {
        Verdict.Attributable => [.. OfCarrier(carrier, oracle), .. MustBe(oracle.IsOpen([CallerKind.IamUser, CallerKind.RoleSession]), "attributable, yet no caller of AWS is admitted")],
        Verdict.Federated =>
        [
            .. OfCarrier(carrier, oracle),
            .. MustNotBe(oracle.IsOpen([CallerKind.IamUser, CallerKind.RoleSession]), "federated, yet a caller of AWS is admitted"),
            .. MustBe(oracle.AnyPerson(), "federated, yet nobody is admitted"),
        ],
        Verdict.Forgeable => MustBe(oracle.Clash(Shared.Both), "forgeable, yet no two requests clash"),
        Verdict.Closed => MustNotBe(oracle.Anybody(), "closed, yet somebody is admitted"),
        Verdict.Workload => MustNotBe(oracle.AnyPerson(), "workload, yet a person is admitted"),
        _ => [],
    };

    private static IEnumerable<string> OfCarrier(Carrier? carrier, SolverOracle oracle) => carrier switch
    {
        Carrier.SessionName => MustNotBe(oracle.Clash(Shared.SessionName), "the session name carries the identity, yet two callers share one"),
        Carrier.SourceIdentity =>
        [
            .. MustNotBe(oracle.AnyPersonWithoutSourceIdentity(), "the source identity carries the identity, yet a request without one is admitted"),
            .. MustNotBe(oracle.Clash(Shared.SourceIdentity), "the source identity carries the identity, yet two callers share one"),
        ],
        Carrier.SoleCaller => MustNotBe(oracle.Clash(Shared.Nothing), "there is one caller only, yet two are admitted"),
        _ => ["nothing carries the identity"],
    };

    private static IEnumerable<string> MustBe(SolverFinding finding, string otherwise) =>
        finding.Answer == SolverAnswer.Unsatisfiable ? [otherwise] : [];

    private static IEnumerable<string> MustNotBe(SolverFinding finding, string otherwise) =>
        finding.Answer == SolverAnswer.Satisfiable ? [$"{otherwise}: {string.Join(" and ", finding.Requests.Select(SolverOracle.Brief))}"] : [];
}
