using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>Why a walk back from a credential ended where it did.</summary>
public enum WalkEnd
{
    /// <summary>At an identity that is no session, or whose issuing event is not at hand.</summary>
    Reached,

    /// <summary>At an identity with several possible issuing events.</summary>
    Ambiguous,

    /// <summary>The next issuing event is already in the chain: keys that issue each other, which only forged or broken logs have.</summary>
    Cycle,
}

/// <summary>
/// A credential and the way back from it to whoever asked for the first one. Shared between all credentials further
/// down, so that a chain is walked once.
/// </summary>
/// <param name="Issued">The credential.</param>
/// <param name="Tie">How the caller of this credential is tied to <paramref name="Earlier"/>.</param>
/// <param name="Earlier">The credential with which it was asked for; null at the end.</param>
/// <param name="End">Why the walk ended, the same along the whole chain.</param>
public sealed record Ancestry(IssuedCredential Issued, Tie Tie, Ancestry? Earlier, WalkEnd End)
{
    public IEnumerable<IssuedCredential> Chain
    {
        get
        {
            for (var at = this; at is not null; at = at.Earlier) yield return at.Issued;
        }
    }

    public IssuedCredential Last => Chain.Last();

    /// <summary>Whether every hop is tied by its key.</summary>
    public bool AllByKey
    {
        get
        {
            for (var at = this; at.Earlier is not null; at = at.Earlier)
                if (at.Tie != Tie.Key)
                    return false;
            return true;
        }
    }
}

/// <summary>Walks from issued credentials back to their origin. Chains may have any length; cycles are caught.</summary>
public sealed class AncestryWalk(IssuedIndex index)
{
    private readonly Dictionary<EventId, Ancestry> _known = [];

    public Ancestry From(IssuedCredential start)
    {
        if (_known.TryGetValue(start.Id, out var known)) return known;
        var path = new List<(IssuedCredential Issued, Tie Tie)>();
        var onPath = new HashSet<EventId>();
        Ancestry? earlier = null;
        var end = WalkEnd.Reached;
        for (var at = start; ;)
        {
            onPath.Add(at.Id);
            var issuers = index.Find(at.Caller, at.FromConsole, at.Time);
            path.Add((at, issuers.Tie));
            if (issuers.Candidates is not [var next])
            {
                end = issuers.Candidates.Count == 0 ? WalkEnd.Reached : WalkEnd.Ambiguous;
                break;
            }
            if (_known.TryGetValue(next.Id, out known) && known.End != WalkEnd.Cycle)
            {
                (earlier, end) = (known, known.End);
                break;
            }
            if (onPath.Contains(next.Id))
            {
                end = WalkEnd.Cycle;
                break;
            }
            at = next;
        }
        for (var i = path.Count - 1; i >= 0; i--)
        {
            earlier = new Ancestry(path[i].Issued, path[i].Tie, earlier, end);
            // Where a cycle ended the walk, the answer depends on where it began: only the start's may be kept.
            if (end != WalkEnd.Cycle || i == 0) _known[path[i].Issued.Id] = earlier;
        }
        return earlier!;
    }
}
