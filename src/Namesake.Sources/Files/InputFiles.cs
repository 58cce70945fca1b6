using System.Runtime.CompilerServices;
using Namesake.Policy.Model;

namespace Namesake.Sources.Files;

/// <summary>Finds the files that inputs name: files, folders with all below them, <c>-</c> for standard input.</summary>
public static class InputFiles
{
    public const string StandardInput = "-";

    /// <summary>The files of the inputs, those of a folder in ordinal order. Links that lead out of a folder are not followed.</summary>
    public static async IAsyncEnumerable<InputFile> Find(
        IEnumerable<string> inputs, Action<Diagnostic> report, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var input in inputs)
        {
            if (input == StandardInput) yield return new StandardInput();
            else if (File.Exists(input)) yield return new DiskFile(input, Named: true);
            else if (Directory.Exists(input))
                foreach (var path in FilesBelow(input, report))
                {
                    cancellation.ThrowIfCancellationRequested();
                    yield return new DiskFile(path, Named: false);
                }
            else report(new Diagnostic(Severity.Error, "no-such-input", $"there is no file or folder \"{input}\"", null));
        }
        await Task.CompletedTask;
    }

    private static List<string> FilesBelow(string folder, Action<Diagnostic> report)
    {
        var found = new List<string>();
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
                    else if (entry is DirectoryInfo) folders.Push(path);
                    else found.Add(path);
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                report(new Diagnostic(Severity.Error, "unreadable-folder", $"\"{current}\" cannot be read: {e.Message}", new SourcePlace(current, 1, 1)));
            }
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    // A folder linked inside its own tree would be read twice, or for ever: only files are followed.
    private static (string Code, string Message)? LinkFault(string? root, string link)
    {
        if (RealPath.Of(link) is not { } target || !Path.Exists(target)) return ("broken-link", "is a link that leads nowhere");
        if (root is null || target != root && !target.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return ("link-out-of-folder", "is a link that leads out of the folder");
        return Directory.Exists(target) ? ("link-to-folder", "is a link to a folder that is read anyway") : null;
    }
}
