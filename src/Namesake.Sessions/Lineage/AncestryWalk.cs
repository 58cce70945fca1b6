using Namesake.Sessions.Events;

namespace Namesake.Sessions.Lineage;

/// <summary>Walks from issued credentials back to their origin. Chains may have any length; cycles are caught.</summary>
public sealed class AncestryWalk(IssuedIndex index)
{
    private readonly Dictionary<EventId, Ancestry> _known = [];

    public Ancestry From(IssuedCredential start)
    {
        if (_known.TryGetValue(start.Id, out var known)) return known;
        var path = new List<(IssuedCredential Issued, Tie Tie)>();
        var places = new Dictionary<EventId, int>();
        for (var at = start; ;)
        {
            places.Add(at.Id, path.Count);
            var issuers = index.Find(at.Caller, at.FromConsole, at.Time);
            path.Add((at, issuers.Tie));
            if (issuers.Candidates is not [var next]) return Keep(path, path.Count, null, issuers.Candidates.Count == 0 ? WalkEnd.Reached : WalkEnd.Ambiguous);
            if (_known.TryGetValue(next.Id, out known)) return Keep(path, path.Count, known, known.End);
            if (places.TryGetValue(next.Id, out var circle)) return Keep(path, circle, KeepCircle(path, circle), WalkEnd.Cycle);
            at = next;
        }
    }

    /// <summary>Links the first so many of a path to what comes before them, and remembers each.</summary>
    private Ancestry Keep(List<(IssuedCredential Issued, Tie Tie)> path, int count, Ancestry? earlier, WalkEnd end)
    {
        for (var i = count - 1; i >= 0; i--) _known[path[i].Issued.Id] = earlier = new Ancestry(path[i].Issued, path[i].Tie, earlier, end);
        return _known[path[0].Issued.Id];
    }

    /// <summary>Cuts the circle at the end of a path open, and returns where the path enters it.</summary>
    private Ancestry KeepCircle(List<(IssuedCredential Issued, Tie Tie)> path, int start)
    {
        // INVARIANT: the cut is at its first credential, wherever the walk came in: all answers of a circle end alike.
        var (length, cut) = (path.Count - start, start);
        for (var i = start + 1; i < path.Count; i++)
            if ((path[i].Issued.Time, path[i].Issued.Id).CompareTo((path[cut].Issued.Time, path[cut].Issued.Id)) < 0)
                cut = i;
        Ancestry? earlier = null;
        for (var back = 0; back < length; back++)
        {
            var (issued, tie) = path[start + (cut - start - back + length) % length];
            _known[issued.Id] = earlier = new Ancestry(issued, tie, earlier, WalkEnd.Cycle);
        }
        return _known[path[start].Issued.Id];
    }
}
