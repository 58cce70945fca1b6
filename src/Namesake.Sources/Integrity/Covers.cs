namespace Namesake.Sources.Integrity;

/// <summary>
/// The time that digests cover, for questions in the order of time. A digest that was visited once is not looked at
/// again, so that many strange logs under many digests cost no more than both together.
/// </summary>
internal sealed class Covers
{
    private readonly List<(long From, long Until)> _pieces = [];
    private readonly List<ChainLink> _links;
    private readonly List<ChainLink> _open = [];
    private int _nextPiece;
    private int _nextLink;

    public Covers(IEnumerable<ChainLink> links)
    {
        _links = [.. links.OrderBy(l => l.Start)];
        foreach (var link in _links)
        {
            if (_pieces.Count > 0 && link.Start <= _pieces[^1].Until) _pieces[^1] = (_pieces[^1].From, Math.Max(_pieces[^1].Until, link.End));
            else _pieces.Add((link.Start, link.End));
        }
    }

    public bool IsEmpty => _links.Count == 0;

    public long First => _pieces[0].From;

    public long Last => _pieces[^1].Until;

    /// <summary>Where the cover without a hole that holds this time ends; null where none holds it. Times do not go back.</summary>
    public long? EndAt(long time)
    {
        while (_nextPiece < _pieces.Count && _pieces[_nextPiece].Until <= time) _nextPiece++;
        return _nextPiece < _pieces.Count && _pieces[_nextPiece].From <= time ? _pieces[_nextPiece].Until : null;
    }

    /// <summary>Does something, once each, to the digests that hold this time. Times do not go back.</summary>
    public void Visit(long time, Action<ChainLink> act)
    {
        for (; _nextLink < _links.Count && _links[_nextLink].Start <= time; _nextLink++) _open.Add(_links[_nextLink]);
        if (_open.Count == 0) return;
        foreach (var link in _open)
            if (link.End > time) act(link);
        _open.Clear();
    }
}
