using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>What the numbers in the facts of some segments stand for.</summary>
internal sealed class EventWords(Snapshot snapshot, IEnumerable<SegmentInfo> segments)
{
    private readonly Dictionary<int, SegmentWords> _words = segments.ToDictionary(s => s.Number, s => new SegmentWords(snapshot, s));

    public SegmentWords Of(int segment) => _words[segment];
}
