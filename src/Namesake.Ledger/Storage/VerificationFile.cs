using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Namesake.Sessions.Integrity;

namespace Namesake.Ledger.Storage;

/// <summary>
/// What verifications found of the logs that the ledger was filled from: <c>verified.json</c> beside the list of segments,
/// replaced as a whole by whoever holds the lock.
/// </summary>
public static class VerificationFile
{
    private const string FileName = "verified.json";
    private const int CurrentSchema = 1;

    /// <summary>Hours are joined where nothing differs: more than this is no such file.</summary>
    private const int MaxBytes = 64 << 20;

    /// <returns>Nothing, where no verification was recorded.</returns>
    /// <exception cref="LedgerException">It is damaged, or of another version.</exception>
    public static Verifications Load(LedgerFolder folder)
    {
        var path = Path.Combine(folder.Path, FileName);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxBytes) throw Damaged(path, "too large", null);
            var found = JsonSerializer.Deserialize(stream, RecordedJson.Default.RecordedVerifications);
            if (found is { Schema: not CurrentSchema }) throw Damaged(path, $"of version {found.Schema}, and this program reads version {CurrentSchema}", null);
            if (found is not { Trails.IsDefault: false, Contradictions.IsDefault: false } || found.Trails.Any(t => t is not { Trail: not null, Spans.IsDefault: false })) throw Damaged(path, "incomplete", null);
            return new Verifications(new Completeness(found.Trails), found.Contradictions);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Verifications.None;
        }
        catch (JsonException e)
        {
            throw Damaged(path, $"damaged ({e.Message})", e);
        }
    }

    internal static void Save(LedgerFolder folder, Verifications found)
    {
        var path = Path.Combine(folder.Path, FileName);
        var partial = path + ".new";
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, new RecordedVerifications(CurrentSchema, found.Hours.Trails, found.Contradictions), RecordedJson.Default.RecordedVerifications);
            stream.Flush(flushToDisk: true);
        }
        File.Move(partial, path, overwrite: true);
    }

    private static LedgerException Damaged(string path, string how, Exception? e) => e is null ? new(Words(path, how)) : new(Words(path, how), e);

    private static string Words(string path, string how) => $"\"{path}\" is {how}: delete it, and run 'namesake verify' with --record again";
}

/// <summary>The file's content.</summary>
internal sealed record RecordedVerifications(int Schema, ImmutableArray<TrailCoverage> Trails, ImmutableArray<Contradiction> Contradictions);

/// <summary>It as JSON, without reflection: a cold command must answer at once.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RecordedVerifications))]
internal sealed partial class RecordedJson : JsonSerializerContext;
