using System.Collections.Concurrent;
using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Sessions.Lineage;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>What was read: the trail, and what is to be said of the files.</summary>
public sealed record ReadTrail(Trail Trail, ImmutableArray<Diagnostic> Diagnostics, int Files);

/// <summary>Reads logs into a trail, a worker a core.</summary>
public static class TrailReader
{
    /// <param name="inputs">Files, folders, or <c>-</c>.</param>
    /// <param name="keep">Which events are to be answered for.</param>
    /// <param name="progress">Told the number of files read so far.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<ReadTrail> Read(
        IReadOnlyList<string> inputs, TrailPart.Filter keep, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var diagnostics = new ConcurrentBag<Diagnostic>();
        var parts = new ConcurrentBag<TrailPart>();
        var free = new ConcurrentBag<(TrailPart Part, RecordParser Records)>();
        var identities = new IdentityStore();
        var files = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForEachAsync(InputFiles.Find(inputs, diagnostics.Add, cancellation), options, (file, _) =>
        {
            if (!free.TryTake(out var worker))
            {
                var part = new TrailPart(keep);
                parts.Add(part);
                worker = (part, new RecordParser(part, identities));
            }
            new LogFile(worker.Records, new FileReport(file, diagnostics.Add), ReadingLimits.Normal).Read();
            free.Add(worker);
            var read = Interlocked.Increment(ref files);
            progress?.Report(read);
            return ValueTask.CompletedTask;
        });
        var said = diagnostics.OrderBy(d => d.Place?.File, StringComparer.Ordinal).ThenBy(d => d.Place?.Line).ThenBy(d => d.Place?.Column)
            .ThenBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.Message, StringComparer.Ordinal);
        return new ReadTrail(new Trail([.. parts]), [.. said], files);
    }
}
