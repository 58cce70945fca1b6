using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>
/// Walks a chain from its newest digest to its oldest, and holds each against the predecessor that it names. Time between
/// two digests that none covers is laid on the timeline.
/// </summary>
internal sealed class ChainWalk(Chain chain, ObjectIndex index, VerifyRange range, FaultBook book, CoverageTimeline timeline)
{
    private readonly Dictionary<StoredObject, int> _positions = new(chain.Links.Select((l, i) => KeyValuePair.Create(l.Object, i)), ReferenceEqualityComparer.Instance);

    // Down to which link the chain was seen to lead past: each link is told of once, however many digests lead past it.
    private int _passed = chain.Links.Length;

    /// <param name="hasOlderLogs">Whether log files from before the chain show that it was longer.</param>
    public void Walk(bool hasOlderLogs)
    {
        for (var at = chain.Links.Length - 1; at >= 0; at--)
        {
            var newer = chain.Links[at];
            if (!newer.IsUsable) continue;
            var older = Older(at);
            if (!range.Overlaps(older?.Start ?? newer.Start, newer.End)) continue;
            var code = newer.Digest!.Previous is { } previous ? Follow(newer, at, previous, hasOlderLogs) : Begin(newer, older);
            if (older is not null) timeline.Add(older.End, newer.Start, code is "previous-elsewhere" or "unread-digest" || chain.IsBackfill ? CoverageState.Undecided : CoverageState.Broken, code ?? "digest-times-apart");
            else if (range.Since is { } since && code == "digest-missing" && !chain.IsBackfill) timeline.Add(since, newer.Start, CoverageState.Broken, code);
        }
    }

    private ChainLink? Older(int at)
    {
        while (--at >= 0)
            if (chain.Links[at].IsUsable) return chain.Links[at];
        return null;
    }

    // Backfill digests are made now and then, and need not begin where the last ones ended.
    private string? Begin(ChainLink newer, ChainLink? older)
    {
        if (older is null || chain.IsBackfill) return null;
        book.Fault("digest-gap", newer.Object.Name, $"it names no predecessor, though {Path.GetFileName(older.Object.Name)} is older: logging or validation was stopped between, or what was between is gone");
        return "digest-gap";
    }

    /// <returns>The code of what is wrong between the two; null where nothing is.</returns>
    private string? Follow(ChainLink newer, int at, PreviousDigest previous, bool hasOlderLogs)
    {
        // What lies before the time that is asked about is not looked at.
        if (at == 0 && newer.Start <= range.Since) return null;
        if (index.Find(previous.Bucket, previous.Key) is not { } stored) return Lost(newer, at, previous, hasOlderLogs);
        if (!_positions.TryGetValue(stored, out var position)) return FollowElsewhere(newer, previous, stored);
        if (position >= at)
        {
            Fault(newer, "previous-not-older", newer, "the digest that it names as its predecessor is not older");
            return "previous-not-older";
        }
        for (var between = Math.Min(at, _passed) - 1; between > position; between--)
            if (chain.Links[between] is { IsUsable: true } extra)
                Fault(extra, "digest-outside-chain", extra, $"the chain leads past it, from {Path.GetFileName(newer.Object.Name)} to {Path.GetFileName(stored.Name)}");
        _passed = Math.Min(_passed, position + 1);
        var target = chain.Links[position];
        return target.IsUsable ? Compare(newer, target, target.Digest!, previous) : target.Code ?? "digest-garbage";
    }

    private string? Lost(ChainLink newer, int at, PreviousDigest previous, bool hasOlderLogs)
    {
        var name = $"s3://{previous.Bucket}/{previous.Key}";
        var isOldest = at == 0;
        if (!index.Knows(previous.Bucket, previous.Key))
        {
            if (isOldest) book.Note("chain-begins-elsewhere", newer.Object.Name, $"its predecessor {name} lies in another place, which was not given");
            else book.Undecided("previous-elsewhere", newer.Object.Name, $"its predecessor {name} lies in another place: give that too");
            return "previous-elsewhere";
        }
        // A copy of a part of a bucket begins somewhere. Where the trail came from another bucket, that one should have it.
        var isOfOtherPlace = ObjectIndex.Split(previous.Bucket, previous.Key)?.Place != ObjectIndex.Split(newer.Digest!.Bucket, newer.Digest.Key)?.Place;
        if (isOldest && !hasOlderLogs && !isOfOtherPlace && range.Since is null)
        {
            book.Note("chain-begins-earlier", newer.Object.Name, $"the chain goes on before it, with {name}, which is not here: nothing is known of the time before");
            return null;
        }
        book.Fault("digest-missing", newer.Object.Name, $"its predecessor {name} is gone");
        return "digest-missing";
    }

    // A trail that was given another bucket goes on there.
    private string? FollowElsewhere(ChainLink newer, PreviousDigest previous, StoredObject stored)
    {
        var reading = DigestReader.Read(stored);
        if (reading.Digest is { } older) return Compare(newer, newer, older, previous);
        Fault(newer, "digest-garbage", newer, $"its predecessor {stored.Name} is no digest: {reading.Fault}");
        return "digest-garbage";
    }

    /// <param name="newer">The digest that names the other.</param>
    /// <param name="blamed">Whose time is no longer proved where they do not fit.</param>
    /// <param name="older">What lies at the place that is named.</param>
    /// <param name="previous">What is said of it.</param>
    private string? Compare(ChainLink newer, ChainLink blamed, Digest older, PreviousDigest previous)
    {
        string? code = null;
        if (!string.Equals(older.Hash, previous.Hash, StringComparison.OrdinalIgnoreCase))
            Fault(blamed, code = "previous-hash-differs", newer, $"the hash that it has of its predecessor is not that of {previous.Key}: one of the two was changed");
        if (blamed != newer && blamed.OwnSignature is { } own && !string.Equals(own, previous.Signature, StringComparison.OrdinalIgnoreCase))
            Fault(blamed, code = "previous-signature-differs", newer, $"the signature that it has of its predecessor is not that of {previous.Key}: one of the two was changed");
        if (newer.Start == older.End || chain.IsBackfill) return code;
        if (newer.Start < older.End) blamed.Mark(CoverageState.Broken, "digest-times-apart");
        book.Fault("digest-times-apart", newer.Object.Name, "its time does not begin where its predecessor's ends");
        return code ?? "digest-times-apart";
    }

    private void Fault(ChainLink blamed, string code, ChainLink place, string message)
    {
        blamed.Mark(CoverageState.Broken, code);
        book.Fault(code, place.Object.Name, message);
    }
}
