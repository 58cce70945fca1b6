namespace Namesake.Sources.Files;

/// <summary>
/// Where a path leads in the end, every link on the way followed. The runtime resolves only a path's last part, so that
/// a link through a linked folder would seem to stay where it is.
/// </summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaxLinks = 40;

    /// <returns>Null where links turn in a circle. What does not exist is kept as it stands.</returns>
    public static string? Of(string path)
    {
        var parts = new Stack<string>(Split(Path.GetFullPath(path)).Reverse());
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        var links = 0;
        while (parts.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target) real = next;
            else if (++links > MaxLinks) return null;
            else
            {
                if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
                foreach (var step in Split(target).Reverse()) parts.Push(step);
            }
        }
        return real;
    }

    private static IEnumerable<string> Split(string path) =>
        path[(Path.GetPathRoot(path)?.Length ?? 0)..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".");
}
