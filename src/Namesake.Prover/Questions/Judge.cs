using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Prover.Clauses;
using Namesake.Prover.Languages;
using Namesake.Prover.Pairs;
using Namesake.Prover.Replay;

namespace Namesake.Prover.Questions;

/// <summary>What was found out about some clauses together: what carries the identity, two requests that refute, or neither.</summary>
internal sealed record Judgement(Carrier? Carrier, Witness? Witness, Clause? Undecided);

/// <summary>Judges clauses pair by pair: proved, refuted, or neither.</summary>
internal sealed class Judge(ImmutableArray<Clause> clauses, RequestSearch requests, ImmutableArray<string> identifying, Effort effort)
{
    /// <summary>Witnesses are sought for so many pairs at most.</summary>
    private const int MostSearches = 64;

    private readonly Dictionary<(Clause, Clause, string), bool> _proved = new(PairComparer.Instance);
    private readonly Dictionary<(Clause, Clause, string), Witness?> _sought = new(PairComparer.Instance);

    public Judgement Of(Func<Clause, bool> included)
    {
        var mine = clauses.Where(included).ToList();
        if (AllPairs(mine, AreOne)) return new Judgement(Carrier.SoleCaller, null, null);
        if (AllPairs(mine, (a, b) => Proved(a, b, KeyCatalogue.SessionName))) return new Judgement(Carrier.SessionName, null, null);
        if (mine.TrueForAll(c => c.Form.SourceIdentity) && AllPairs(mine, (a, b) => Proved(a, b, KeyCatalogue.SourceIdentity))) return new Judgement(Carrier.SourceIdentity, null, null);
        return Refuted(mine);
    }

    private bool AreOne(Clause first, Clause second)
    {
        effort.Spend(1);
        return !effort.IsSpent && Proof(first, second, KeyCatalogue.SessionName).AreOne;
    }

    private Judgement Refuted(List<Clause> mine)
    {
        Clause? undecided = null;
        foreach (var (first, second) in Pairs(mine))
        {
            if (effort.IsSpent) break;
            if (Proved(first, second, KeyCatalogue.SessionName)) continue;
            if (first.Form.SourceIdentity && second.Form.SourceIdentity && Proved(first, second, KeyCatalogue.SourceIdentity)) continue;
            if (Sought(first, second) is { } witness) return new Judgement(null, witness, null);
            undecided ??= second.Loose.IsEmpty ? first : second;
        }
        return new Judgement(null, null, undecided ?? mine[0]);
    }

    private Witness? Sought(Clause first, Clause second)
    {
        if (_sought.TryGetValue((first, second, ""), out var known)) return known;
        if (_sought.Count >= MostSearches) return null;
        var names = Proof(first, second, KeyCatalogue.SessionName).Suspects();
        var identities = first.Form.SourceIdentity && second.Form.SourceIdentity ? Proof(first, second, KeyCatalogue.SourceIdentity).Suspects() : [];
        return _sought[(first, second, "")] = requests.Witness(first, second, names, identities);
    }

    private bool Proved(Clause first, Clause second, string nameKey)
    {
        if (_proved.TryGetValue((first, second, nameKey), out var known)) return known;
        effort.Spend(1);
        if (effort.IsSpent) return false;
        return _proved[(first, second, nameKey)] = Proof(first, second, nameKey).Holds();
    }

    private PairProof Proof(Clause first, Clause second, string nameKey) => new(first, second, nameKey, identifying, effort);

    private static bool AllPairs(List<Clause> mine, Func<Clause, Clause, bool> holds) => Pairs(mine).All(p => holds(p.First, p.Second));

    private static IEnumerable<(Clause First, Clause Second)> Pairs(List<Clause> mine)
    {
        for (var i = 0; i < mine.Count; i++)
            for (var j = i; j < mine.Count; j++)
                yield return (mine[i], mine[j]);
    }

    private sealed class PairComparer : IEqualityComparer<(Clause, Clause, string)>
    {
        public static readonly PairComparer Instance = new();

        public bool Equals((Clause, Clause, string) x, (Clause, Clause, string) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2) && x.Item3 == y.Item3;

        public int GetHashCode((Clause, Clause, string) obj) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Item1), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Item2), obj.Item3.Length);
    }
}
