using System.Collections.Immutable;
using Namesake.Policy.Model;

namespace Namesake.Sources.Integrity;

/// <summary>A digest file, not read yet.</summary>
internal sealed record DigestFile(StoredObject Object, DigestName Name);

/// <summary>A log file and when it was delivered, by its name, in milliseconds since 1970; null where the name does not say.</summary>
internal sealed record DeliveredLog(StoredObject Object, long? Time);

/// <summary>All that was found of one account and Region in one place.</summary>
internal sealed record RegionFiles(Shelf Shelf, string? Organization, string Account, string Region, ImmutableArray<DigestFile> Digests, ImmutableArray<DeliveredLog> Logs)
{
    /// <summary>Sorts objects by account and Region, in a stable order. What is no log and no digest is reported.</summary>
    public static List<RegionFiles> Sort(IEnumerable<StoredObject> objects, Action<Diagnostic> report)
    {
        var regions = new SortedDictionary<(string Head, int Store, string Organization, string Account, string Region), (List<DigestFile> Digests, List<DeliveredLog> Logs)>();
        var strange = new StrangeFiles(report);
        foreach (var stored in objects)
        {
            if (LayoutKey.Parse(stored.Key) is not { Service: LayoutKey.Logs or LayoutKey.Digests } key || (key.Service == LayoutKey.Digests && DigestName.Parse(key) is null))
            {
                strange.Add(stored);
                continue;
            }
            var at = (key.Head, stored.Store, key.Organization ?? "", key.Account, key.Region);
            if (!regions.TryGetValue(at, out var files)) regions[at] = files = ([], []);
            if (DigestName.Parse(key) is { } name) files.Digests.Add(new DigestFile(stored, name));
            else files.Logs.Add(new DeliveredLog(stored, LogName.Time(key)));
        }
        strange.Conclude();
        return [.. regions.Select(r => new RegionFiles(
            new Shelf(r.Key.Store, r.Key.Head), r.Key.Organization.Length == 0 ? null : r.Key.Organization, r.Key.Account, r.Key.Region, [.. r.Value.Digests], [.. r.Value.Logs]))];
    }
}

/// <summary>Files that no digest can speak for: other services' are noted; others might be read as logs, and are a reason not to call all proved.</summary>
internal sealed class StrangeFiles(Action<Diagnostic> report)
{
    private const int MaxTold = 10;

    private int _others;
    private int _strange;
    private StoredObject? _other;
    private StoredObject? _last;

    public void Add(StoredObject stored)
    {
        if (LayoutKey.IsOfAnotherService(stored.Key))
        {
            _others++;
            _other ??= stored;
            return;
        }
        _last = stored;
        if (++_strange <= MaxTold) Say(stored, "neither a log nor a digest by its name: no digest speaks for it; take it away, or do not trust what is in it");
    }

    public void Conclude()
    {
        if (_strange > MaxTold) Say(_last!, $"{_strange - MaxTold} more files that are neither logs nor digests by their names");
        if (_other is { } other) report(new Diagnostic(Severity.Note, "other-service", $"{_others} files of other services or of Insights, from this one on: not looked at", new SourcePlace(other.Name, 1, 1)));
    }

    private void Say(StoredObject stored, string message) => report(new Diagnostic(Severity.Error, "foreign-file", message, new SourcePlace(stored.Name, 1, 1)));
}
