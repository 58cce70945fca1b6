using System.Collections.Immutable;

namespace Namesake.Prover.Questions;

/// <summary>What whoever asks knows beside the policies.</summary>
/// <param name="IdentifyingKeys">Condition keys whose value names one person: a principal tag, a claim.</param>
/// <param name="People">User names that exist, for examples.</param>
public sealed record Assumptions(ImmutableArray<string> IdentifyingKeys, ImmutableArray<string> People)
{
    public static readonly Assumptions None = new([], []);
}
