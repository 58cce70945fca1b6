using Namesake.Policy.Model;

namespace Namesake.Sources.Files;

/// <summary>Finds the files below a folder of this machine.</summary>
internal static class LocalFolder
{
    private const long MillisecondsPerHour = 3_600_000;

    public static IReadOnlyList<string> FilesBelow(string folder, TimeWindow window, Action<Diagnostic> report)
    {
        var found = new List<string>();
        var outside = 0;
        var root = RealPath.Of(folder);
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var current))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(current).EnumerateFileSystemInfos())
                {
                    var path = Path.Combine(current, entry.Name);
                    if (entry.LinkTarget is not null && LinkFault(root, path) is { } fault)
                        report(new Diagnostic(Severity.Warning, fault.Code, $"\"{path}\" {fault.Message}: not followed", new SourcePlace(path, 1, 1)));
                    else if (!Wanted(window, path)) outside++;
                    else if (entry is DirectoryInfo) folders.Push(path);
                    else found.Add(path);
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                report(new Diagnostic(Severity.Error, "unreadable-folder", $"\"{current}\" cannot be read: {e.Message}", new SourcePlace(current, 1, 1)));
            }
        }
        if (found.Count == 0 && outside > 0) report(NothingIn(folder));
        // By the hour of delivery: what is far apart in time then is so in the ledger, and a session's events come after its issue.
        return [.. found.Select(f => (Hour: HourOf(f), File: f)).OrderBy(f => f.Hour).ThenBy(f => f.File, StringComparer.Ordinal).Select(f => f.File)];
    }

    /// <summary>All that an input holds was delivered at a time that is of no interest.</summary>
    public static Diagnostic NothingIn(string input) =>
        new(Severity.Warning, "outside-window", "everything in it was delivered outside of --since and --until: nothing is read", new SourcePlace(input, 1, 1));

    private static long? HourOf(string path) => TrailLayout.DeliveryOf(path.Replace(Path.DirectorySeparatorChar, '/'))?.From / MillisecondsPerHour;

    private static bool Wanted(TimeWindow window, string path) =>
        window == TimeWindow.Always
        || TrailLayout.DeliveryOf(Path.GetFullPath(path).Replace(Path.DirectorySeparatorChar, '/')) is not { } delivery
        || window.Wants(delivery);

    // A folder linked inside its own tree would be read twice, or for ever: only files are followed.
    private static (string Code, string Message)? LinkFault(string? root, string link)
    {
        if (RealPath.Of(link) is not { } target || !Path.Exists(target)) return ("broken-link", "is a link that leads nowhere");
        if (root is null || target != root && !target.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return ("link-out-of-folder", "is a link that leads out of the folder");
        return Directory.Exists(target) ? ("link-to-folder", "is a link to a folder that is read anyway") : null;
    }
}
