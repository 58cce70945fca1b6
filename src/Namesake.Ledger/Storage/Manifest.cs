using System.Collections.Immutable;
using System.Text.Json;

namespace Namesake.Ledger.Storage;

/// <summary>Which segments make up the ledger at one moment. It is replaced as a whole: a reader sees the old or the new one.</summary>
/// <param name="Schema">The version of the files' shape.</param>
/// <param name="Next">The number of the next segment.</param>
/// <param name="Segments">In the order of their numbers.</param>
public sealed record Manifest(int Schema, int Next, ImmutableArray<SegmentInfo> Segments)
{
    public const int CurrentSchema = 4;

    internal const string FileName = "ledger.json";

    /// <summary>A manifest lists some hundreds of segments; more than this is no manifest.</summary>
    private const int MaxBytes = 16 << 20;

    public static readonly Manifest Empty = new(CurrentSchema, 1, []);

    /// <summary>Events of before this time, in milliseconds since 1970, are forgotten, and not imported again; null where none are.</summary>
    public long? ForgottenBefore { get; init; }

    public long Events => Segments.Sum(s => s.Events);

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <exception cref="LedgerException">It is damaged, or of another version.</exception>
    public static Manifest Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxBytes) throw new LedgerException($"\"{path}\" is too large for a ledger's list of segments");
            var manifest = JsonSerializer.Deserialize(stream, ManifestJson.Default.Manifest);
            if (manifest is not { Segments.IsDefault: false }) throw new LedgerException($"\"{path}\" lists no segments: restore it from a backup, or import into a new folder");
            if (manifest.Schema != CurrentSchema) throw new LedgerException($"\"{path}\" is of version {manifest.Schema}, and this program reads version {CurrentSchema}: import into a new folder");
            return manifest;
        }
        catch (FileNotFoundException)
        {
            return Empty;
        }
        catch (DirectoryNotFoundException)
        {
            return Empty;
        }
        catch (JsonException e)
        {
            throw new LedgerException($"\"{path}\" is damaged ({e.Message}): restore it from a backup, or import into a new folder", e);
        }
    }

    public void Save(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var partial = path + ".new";
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, this, ManifestJson.Default.Manifest);
            stream.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
    }
}
