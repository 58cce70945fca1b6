namespace Namesake.Prover.Languages;

/// <summary>
/// The work that one question may cost. When it is spent, searches end without an answer, and the question ends as
/// unknown: no policy, however hostile, keeps the prover busy.
/// </summary>
internal sealed class Effort(int steps)
{
    /// <summary>Some tens of milliseconds: a step is a letter tried, a part of a template matched.</summary>
    public const int Usual = 200_000;

    private int _left = steps;

    public bool IsSpent => _left <= 0;

    public void Spend(int steps) => _left -= steps;
}
