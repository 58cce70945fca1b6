using Namesake.Sessions.Integrity;

namespace Namesake.Sources.Integrity;

/// <summary>Log files that no digest lists, or none that is proved: put there, or delivered in a time that no digest covers.</summary>
internal sealed class UnlistedLogs(RegionFiles files, IReadOnlyCollection<Chain> chains, Dictionary<StoredObject, bool> listed, VerifyRange range, FaultBook book)
{
    private readonly Covers _covers = new(chains.SelectMany(c => c.Links).Where(l => l.IsUsable));
    private readonly Covers _proved = new(chains.SelectMany(c => c.Links).Where(l => l is { IsUsable: true, DigestState: CoverageState.Proved }));

    /// <param name="early">Takes the time before the first digest, or all time where there is none.</param>
    /// <param name="late">Takes the time after the last.</param>
    public void Check(CoverageTimeline early, CoverageTimeline late)
    {
        var unproved = files.Logs.Where(l => (l.Time is not { } time || range.Holds(time)) && !listed.GetValueOrDefault(l.Object)).OrderBy(l => l.Time).ToList();
        var unlisted = unproved.FindAll(l => !listed.ContainsKey(l.Object));
        if (_covers.IsEmpty)
        {
            WithoutDigests(unlisted, early);
            return;
        }
        foreach (var log in unproved)
            if (log.Time is not { } time) book.Fault("unlisted-log", log.Object.Name, "no digest lists it, and its name is none that CloudTrail gives");
            else if (time < _covers.Last) Check(log, time, early);
        if (unlisted.FindAll(l => l.Time >= _covers.Last) is { Count: > 0 } after) CheckLate(after, _covers.Last, late);
    }

    private void WithoutDigests(List<DeliveredLog> unlisted, CoverageTimeline timeline)
    {
        if (unlisted.Count == 0) return;
        book.Undecided("no-digest", unlisted[0].Object.Name, $"no digest speaks of the {unlisted.Count} log files of account {files.Account} in {files.Region}: was validation on, and is CloudTrail-Digest/ here?");
        if (unlisted.Find(l => l.Time is not null)?.Time is { } from) timeline.Add(from, unlisted[^1].Time!.Value + 60_000, CoverageState.Undecided, "no-digest");
    }

    private void Check(DeliveredLog log, long time, CoverageTimeline early)
    {
        var end = _covers.EndAt(time);
        var isListed = listed.ContainsKey(log.Object);
        if (end is { } until && time + VerifyRange.DeliveryTime <= until)
        {
            if (!isListed) book.Fault("unlisted-log", log.Object.Name, "no digest lists it, though digests cover its time: CloudTrail did not deliver it, or another trail without validation did");
            Spoil(time, isListed);
        }
        else if (isListed) return;
        else if (end is not null) book.Undecided("log-not-listed-yet", log.Object.Name, $"it was delivered near {NameTime.Format(end.Value)}, where the digests end: the next one should list it");
        else
        {
            book.Undecided("log-not-covered", log.Object.Name, "no digest covers the time of its delivery");
            if (time < _covers.First) early.Add(time, _covers.First, CoverageState.Undecided, "log-not-covered");
        }
    }

    private void Spoil(long time, bool isListed)
    {
        // A digest that is not proved may list a forged log of an hour that another digest proves without it.
        if (isListed) _proved.Visit(time, link => link.Spoil(CoverageState.Undecided, "log-listed-unproved"));
        else _covers.Visit(time, link => link.Spoil(CoverageState.Broken, "unlisted-log"));
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
}
