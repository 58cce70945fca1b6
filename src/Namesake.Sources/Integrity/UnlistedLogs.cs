using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>Log files that no digest lists: put there, or delivered in a time that no digest covers.</summary>
internal sealed class UnlistedLogs(RegionFiles files, IReadOnlyList<Chain> chains, HashSet<StoredObject> listed, VerifyRange range, FaultBook book)
{
    private readonly List<ChainLink> _links = [.. chains.SelectMany(c => c.Links).Where(l => l.IsUsable).OrderBy(l => l.Start)];

    /// <param name="early">Takes the time before the first digest, or all time where there is none.</param>
    /// <param name="late">Takes the time after the last.</param>
    public void Check(CoverageTimeline early, CoverageTimeline late)
    {
        var unlisted = files.Logs.Where(l => (l.Time is not { } time || range.Holds(time)) && !listed.Contains(l.Object)).OrderBy(l => l.Time).ToList();
        if (_links.Count == 0)
        {
            WithoutDigests(unlisted, early);
            return;
        }
        var (first, last) = (_links[0].Start, _links.Max(l => l.End));
        foreach (var log in unlisted.Where(l => l.Time is null || l.Time < last)) Check(log, first, last, early);
        if (unlisted.FindAll(l => l.Time >= last) is { Count: > 0 } after) CheckLate(after, last, late);
    }

    private void WithoutDigests(List<DeliveredLog> unlisted, CoverageTimeline timeline)
    {
        if (unlisted.Count == 0) return;
        book.Undecided("no-digest", unlisted[0].Object.Name, $"no digest speaks of the {unlisted.Count} log files of account {files.Account} in {files.Region}: was validation on, and is CloudTrail-Digest/ here?");
        if (unlisted[0].Time is { } from) timeline.Add(from, unlisted[^1].Time!.Value + 60_000, CoverageState.Undecided, "no-digest");
    }

    private void Check(DeliveredLog log, long first, long last, CoverageTimeline early)
    {
        var covering = _links.FindAll(l => log.Time is { } time && l.Start <= time && time < l.End);
        if (log.Time is not { } at || (covering.Count > 0 && at + VerifyRange.DeliveryTime <= EndOfCover(at)))
        {
            foreach (var link in covering) link.Spoil(CoverageState.Broken, "unlisted-log");
            book.Fault("unlisted-log", log.Object.Name, covering.Count > 0
                ? "no digest lists it, though digests cover its time: CloudTrail did not deliver it, or another trail without validation did"
                : "no digest lists it, and its name is none that CloudTrail gives");
        }
        else if (covering.Count > 0) book.Undecided("log-not-listed-yet", log.Object.Name, $"it was delivered near {NameTime.Format(last)}, where the digests end: the next one should list it");
        else
        {
            book.Undecided("log-not-covered", log.Object.Name, "no digest covers the time of its delivery");
            if (at < first) early.Add(at, first, CoverageState.Undecided, "log-not-covered");
        }
    }

    private void CheckLate(List<DeliveredLog> after, long last, CoverageTimeline late)
    {
        var (newest, end) = (after[^1], after[^1].Time!.Value + 60_000);
        if (newest.Time >= last + VerifyRange.DigestDue)
        {
            book.Fault("digest-overdue", newest.Object.Name, $"the digests end at {NameTime.Format(last)}, though logs were delivered hours later: the newest digests are gone, or validation was stopped");
            late.Add(last, end, CoverageState.Broken, "digest-overdue");
            return;
        }
        foreach (var log in after) book.Undecided("log-not-listed-yet", log.Object.Name, $"the digests end before it, at {NameTime.Format(last)}: the next one should list it");
        late.Add(last, end, CoverageState.Undecided, "log-not-listed-yet");
    }

    /// <summary>Where the cover without a hole that holds this moment ends.</summary>
    private long EndOfCover(long time)
    {
        var end = time;
        foreach (var link in _links)
            if (link.Start <= end && link.End > end) end = link.End;
        return end;
    }
}
