using System.Collections.Immutable;

namespace Namesake.Prover.Tests.Oracle.Smt;

/// <summary>Solvers of several ways of search: what one does not decide with its effort another may.</summary>
internal sealed class SolverTeam(int effort) : IDisposable
{
    // The first is the quicker at refuting, the second, which tries short texts first, at finding.
    private readonly ImmutableArray<Cvc5> _solvers = [new(effort), new(2 * effort, "--strings-fmf")];

    public SolverReply Ask(string script, IReadOnlyCollection<string> variables)
    {
        foreach (var solver in _solvers)
            if (solver.Ask(script, variables) is { Answer: not SolverAnswer.Unknown } reply)
                return reply;
        return new(SolverAnswer.Unknown, ModelValues.None);
    }

    public void Dispose()
    {
        foreach (var solver in _solvers) solver.Dispose();
    }
}
