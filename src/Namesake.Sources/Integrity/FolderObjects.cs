using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.Integrity;

/// <summary>
/// The files of folders, as the objects of a bucket that they were copied from. A file's metadata is what stands in
/// <c>FILE.metadata.json</c> beside it, as <c>aws s3api head-object</c> prints it.
/// </summary>
public static class FolderObjects
{
    public const string SidecarSuffix = ".metadata.json";

    /// <summary>All objects of the folders, each file once. What cannot be looked at is reported.</summary>
    public static async Task<List<StoredObject>> Find(IReadOnlyList<string> folders, Action<Diagnostic> report, CancellationToken cancellation = default)
    {
        var objects = new List<StoredObject>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var store = 0; store < folders.Count; store++)
        {
            var files = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var file in InputFiles.Find([folders[store]], report, cancellation))
                if (file is DiskFile { Path: var path } && seen.Add(Path.GetFullPath(path))) files.Add(path);
            var reading = new ObjectReading(o => new DiskFile(o.Name, Named: false).Open(), o => files.Contains(o.Name + SidecarSuffix) ? MetadataSidecar.Read(o.Name + SidecarSuffix) : null);
            objects.AddRange(files.Where(f => !IsSidecar(f, files)).Select(f => new StoredObject(store, null, KeyOf(folders[store], f), f, reading)));
        }
        return objects;
    }

    private static bool IsSidecar(string file, HashSet<string> files) =>
        file.EndsWith(SidecarSuffix, StringComparison.Ordinal) && files.Contains(file[..^SidecarSuffix.Length]);

    // A folder inside of AWSLogs is known by the way that leads to it.
    private static string KeyOf(string folder, string file)
    {
        var key = Slashes(Path.GetRelativePath(folder, file));
        return LayoutKey.HeadLength(key) is not null ? key
            : Slashes(Path.GetFullPath(file)) is var whole && LayoutKey.HeadLength(whole) is { } head ? whole[head..]
            : key;
    }

    private static string Slashes(string path) => path.Replace(Path.DirectorySeparatorChar, '/');
}
