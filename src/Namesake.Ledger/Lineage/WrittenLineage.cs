using Namesake.Ledger.Importing;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Lineage;

/// <summary>
/// What the running import wrote into its last segments and the next ones ask for: issued credentials, grants, what identities
/// reveal of their sessions, people and trust policies. Nothing of those segments has to be read back. What it finds is what
/// the segments would answer.
/// </summary>
/// <param name="most">About how many bytes it may take.</param>
internal sealed class WrittenLineage(long most)
{
    private WrittenPart _young = new();
    private WrittenPart _old = new();

    /// <summary>The halves, each of several segments: the older one goes as a whole when the younger is full.</summary>
    public IEnumerable<WrittenPart> Parts => [_young, _old];

    /// <summary>Whether all that a segment holds of lineage is here.</summary>
    public bool Holds(SegmentInfo segment) => _young.Segments.Contains(segment.Number) || _old.Segments.Contains(segment.Number);

    /// <summary>Keeps what a segment is written from.</summary>
    public void Add(SegmentDraft draft, SegmentInfo segment)
    {
        if (_young.Bytes >= most / 2) (_young, _old) = (new WrittenPart(), _young);
        _young.Add(draft, segment);
    }

    /// <summary>Forgets all: the segments are no longer those that were written.</summary>
    public void Clear() => (_young, _old) = (new WrittenPart(), new WrittenPart());
}
