using System.Collections.Concurrent;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sessions.Lineage;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>Looks an event up in logs, to give it as they have it.</summary>
public static class RawSearch
{
    /// <param name="file">A log.</param>
    /// <param name="id">The event.</param>
    /// <param name="report">Told what is wrong with the log.</param>
    /// <returns>Its first delivery, but for secrets; null where the log has none.</returns>
    public static byte[]? Find(InputFile file, EventId id, Action<Diagnostic> report)
    {
        byte[]? found = null;
        new PartReader(new TrailPart((in _) => false), (given, json) =>
        {
            if (found is null && given == id) found = json.ToArray();
        }).Read(file, report);
        return found;
    }

    /// <param name="inputs">Files, folders, objects or prefixes in S3, or <c>-</c>.</param>
    /// <param name="window">What was delivered at a time that is of no interest is left out.</param>
    /// <param name="id">The event.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The delivery in the first file that has one, and what is to be said of the files that were read.</returns>
    public static async Task<(byte[]? Found, IReadOnlyCollection<Diagnostic> Diagnostics)> Find(IReadOnlyList<string> inputs, TimeWindow window, EventId id, CancellationToken cancellation)
    {
        var diagnostics = new ConcurrentBag<Diagnostic>();
        var found = new ConcurrentDictionary<int, byte[]>();
        var first = int.MaxValue;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Numbered(InputFiles.Find(inputs, window, diagnostics.Add, cancellation)), options, (file, _) =>
        {
            // Files before the one that has it may yet have it too: the first one's counts, whoever is read first.
            if (file.Number > Volatile.Read(ref first) || Find(file.File, id, diagnostics.Add) is not { } json) return ValueTask.CompletedTask;
            found[file.Number] = json;
            for (var seen = Volatile.Read(ref first); file.Number < seen; seen = Volatile.Read(ref first)) Interlocked.CompareExchange(ref first, file.Number, seen);
            return ValueTask.CompletedTask;
        });
        return (found.IsEmpty ? null : found[first], diagnostics);
    }

    private static async IAsyncEnumerable<(int Number, InputFile File)> Numbered(IAsyncEnumerable<InputFile> files)
    {
        var number = 0;
        await foreach (var file in files) yield return (number++, file);
    }
}
