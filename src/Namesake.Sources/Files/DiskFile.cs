namespace Namesake.Sources.Files;

/// <summary>A file of this machine.</summary>
/// <param name="Path">Its path, which is its name too.</param>
/// <param name="Named">Whether the user named it, rather than a folder that holds it.</param>
public sealed record DiskFile(string Path, bool Named) : InputFile(Path, Named)
{
    /// <summary>Null where it is gone, or is no file whose content stays.</summary>
    public override SourceVersion? Version
    {
        get
        {
            try
            {
                var file = Target;
                return file is { Exists: true, Length: > 0 } ? SourceVersion.OfFile(System.IO.Path.GetFullPath(Path), file.Length, file.LastWriteTimeUtc) : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    // A link's own length and time say nothing of what is read.
    private FileInfo Target => new FileInfo(Path) is var link && link.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : link;

    public override Stream Open() =>
        // A pipe found in a folder shows no length, and to open it would wait for a writer for ever.
        !Named && new FileInfo(Path) is { Exists: true, Length: 0 } ? Stream.Null
        : new FileStream(Path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
}
