using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>How many of the log files that digests list are in which state.</summary>
public sealed record LogCounts(int Listed, int Intact, int Broken, int Undecided)
{
    public static readonly LogCounts None = new(0, 0, 0, 0);

    public static LogCounts operator +(LogCounts a, LogCounts b) => new(a.Listed + b.Listed, a.Intact + b.Intact, a.Broken + b.Broken, a.Undecided + b.Undecided);
}

/// <summary>Holds the log files that digests list against their hashes. Each file is read once, some at a time.</summary>
internal sealed class LogCheck(ObjectIndex index, VerifyRange range, FaultBook book)
{
    private readonly Dictionary<StoredObject, LogHash> _hashes = new(ReferenceEqualityComparer.Instance);

    /// <summary>Every file that some digest lists, whether it was asked about or not; and whether one does that is itself proved.</summary>
    public Dictionary<StoredObject, bool> Listed { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads the files that these chains list.</summary>
    public void Read(IReadOnlyCollection<Chain> chains, Action tick, CancellationToken cancellation)
    {
        var wanted = new HashSet<StoredObject>(ReferenceEqualityComparer.Instance);
        foreach (var link in chains.SelectMany(c => c.Links).Where(l => l.IsUsable))
            foreach (var log in link.Digest!.Logs)
            {
                if (index.Find(log.Bucket, log.Key) is not { } stored) continue;
                Listed[stored] = Listed.GetValueOrDefault(stored) || link.DigestState == CoverageState.Proved;
                if (IsAsked(link)) wanted.Add(stored);
            }
        foreach (var (stored, hash) in wanted.AsParallel().WithCancellation(cancellation).Select(o => (o, Hash(o, tick)))) _hashes[stored] = hash;
    }

    public LogCounts Check(Chain chain)
    {
        var counts = LogCounts.None;
        foreach (var link in chain.Links.Where(IsAsked))
            foreach (var log in link.Digest!.Logs)
                counts += Check(link, log);
        return counts;
    }

    private bool IsAsked(ChainLink link) => link.IsUsable && range.Overlaps(link.Start, link.End);

    private static LogHash Hash(StoredObject stored, Action tick)
    {
        var hash = LogHash.Of(stored);
        tick();
        return hash;
    }

    private LogCounts Check(ChainLink link, LogReference log)
    {
        var name = $"s3://{log.Bucket}/{log.Key}";
        if (index.Find(log.Bucket, log.Key) is not { } stored)
            return index.Knows(log.Bucket, log.Key)
                ? Broken(link, "log-missing", link.Object.Name, $"the log file {name} that it lists is gone")
                : Undecided(link, "log-elsewhere", link.Object.Name, $"the log file {name} that it lists lies in another place: give that too");
        return _hashes[stored] switch
        {
            { IsUnread: true } unread => Undecided(link, unread.Code!, stored.Name, unread.Fault!),
            { Hash: null } broken => Broken(link, broken.Code!, stored.Name, broken.Fault!),
            var read when !string.Equals(read.Hash, log.Hash, StringComparison.OrdinalIgnoreCase) =>
                Broken(link, "log-changed", stored.Name, $"it was changed: its hash is not the one in {Path.GetFileName(link.Object.Name)}"),
            { Code: { } code } odd => Broken(link, code, stored.Name, odd.Fault!),
            _ => new(1, 1, 0, 0),
        };
    }

    private LogCounts Broken(ChainLink link, string code, string place, string message)
    {
        link.Spoil(CoverageState.Broken, code);
        book.Fault(code, place, message);
        return new(1, 0, 1, 0);
    }

    private LogCounts Undecided(ChainLink link, string code, string place, string message)
    {
        link.Spoil(CoverageState.Undecided, code);
        book.Undecided(code, place, message);
        return new(1, 0, 0, 1);
    }
}
