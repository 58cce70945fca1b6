namespace Namesake.Ledger.Storage;

/// <summary>
/// The folder of a ledger: <c>ledger.json</c> lists the segments, <c>lock</c> is held by whoever writes. What the list does
/// not name is no part of the ledger.
/// </summary>
public sealed class LedgerFolder(string path)
{
    private const string LockName = "lock";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Whether anything was ever imported into it.</summary>
    public bool Exists => Manifest.IsIn(Path);

    public string PathOf(SegmentInfo segment) => System.IO.Path.Combine(Path, segment.File);

    public string SketchOf(SegmentInfo segment) => System.IO.Path.Combine(Path, segment.SketchFile);

    /// <summary>Deletes the files of a segment that the list does not name any more.</summary>
    internal void Delete(SegmentInfo segment)
    {
        // Readers that have them open keep them; those that have not, read the new list.
        File.Delete(PathOf(segment));
        File.Delete(SketchOf(segment));
    }

    /// <summary>Where a segment is written before it appears.</summary>
    internal string PartialOf(int number) => System.IO.Path.Combine(Path, FormattableString.Invariant($"segment-{number:D6}.partial"));

    /// <summary>Where an import puts what does not fit into its memory.</summary>
    internal string Spill => System.IO.Path.Combine(Path, "spill");

    /// <summary>Takes the right to write, of which there is one.</summary>
    /// <returns>Null where another process has it.</returns>
    internal FileStream? TryLock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            // The operating system releases it however the process ends.
            return new FileStream(System.IO.Path.Combine(Path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Directory.Exists(Path) && !IsReadOnly())
        {
            return null;
        }
    }

    /// <summary>Deletes what an interrupted import left. Only for whoever holds the lock.</summary>
    internal void Sweep(Manifest manifest)
    {
        var live = manifest.Segments.SelectMany(s => (string[])[s.File, s.SketchFile]).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path, "segment-*"))
            if (!live.Contains(System.IO.Path.GetFileName(file)))
                File.Delete(file);
        if (Directory.Exists(Spill)) Directory.Delete(Spill, recursive: true);
    }

    private bool IsReadOnly() => !File.Exists(System.IO.Path.Combine(Path, LockName));
}
