using System.Collections.Concurrent;
using System.Collections.Immutable;
using Namesake.Policy.Model;
using Namesake.Sessions.Lineage;
using Namesake.Sources.Aws;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>What was read: the trail, and what is to be said of the files.</summary>
public sealed record ReadTrail(Trail Trail, ImmutableArray<Diagnostic> Diagnostics, int Files);

/// <summary>Reads logs into a trail, a worker a core.</summary>
public static class TrailReader
{
    public static Task<ReadTrail> Read(
        IReadOnlyList<string> inputs, TrailPart.Filter keep, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Read(inputs, TimeWindow.Always, keep, progress, cancellation);

    /// <param name="inputs">Files, folders, objects or prefixes in S3, or <c>-</c>.</param>
    /// <param name="window">The time whose events are to be answered for; credentials are followed to what was issued before.</param>
    /// <param name="keep">Which of its events are to be answered for.</param>
    /// <param name="progress">Told the number of files read so far.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<ReadTrail> Read(
        IReadOnlyList<string> inputs, TimeWindow window, TrailPart.Filter keep, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        TrailPart.Filter wanted = window == TimeWindow.Always ? keep : (in e) => window.Holds(e.Time) && keep(e);
        var diagnostics = new ConcurrentBag<Diagnostic>();
        var parts = new ConcurrentBag<TrailPart>();
        var free = new ConcurrentBag<(TrailPart Part, RecordParser Records)>();
        var identities = new IdentityStore();
        var files = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        var found = InputFiles.Find(inputs, window, diagnostics.Add, cancellation);
        // A cold start over files of this machine need not load what fetches others.
        if (inputs.Any(S3Address.Is)) found = Prefetch.Ahead(found, cancellation);
        await Parallel.ForEachAsync(found, options, (file, _) =>
        {
            if (!free.TryTake(out var worker))
            {
                var part = new TrailPart(wanted);
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
