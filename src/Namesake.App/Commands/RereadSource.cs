using Namesake.Ledger.Answering;
using Namesake.Policy.Model;
using Namesake.Sessions.Events;
using Namesake.Sources.CloudTrail;
using Namesake.Sources.Files;

namespace Namesake.App.Commands;

/// <summary>Reads a source of the ledger again, where it is as it was when it was imported.</summary>
internal static class RereadSource
{
    /// <param name="sources">Where the event may be.</param>
    /// <param name="id">The event.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The event as its log has it, or why it cannot be had, as the end of a sentence.</returns>
    public static async Task<(byte[]? Found, string Why)> Find(IReadOnlyList<EventSource> sources, EventId id, CancellationToken cancellation)
    {
        string? why = null;
        foreach (var source in sources)
        {
            var (found, fault) = await Find(source, id, cancellation);
            if (found is not null) return (found, "");
            why ??= fault;
        }
        return (null, $"{why}; import with --keep-raw to have events without their logs");
    }

    private static async Task<(byte[]? Found, string Fault)> Find(EventSource source, EventId id, CancellationToken cancellation)
    {
        if (source.Version is not { } text || SourceVersion.Parse(text) is not { } version) return (null, $"it came from {source.Name}, which cannot be read again");
        var faults = new List<Diagnostic>();
        await foreach (var file in InputFiles.Find([version.Location], faults.Add, cancellation))
        {
            if (file.Version is not { } now || now.Location != version.Location) continue;
            if (now != version) return (null, $"\"{source.Name}\", which it came from, has changed since it was imported");
            return RawSearch.Find(file, id, faults.Add) is { } found ? (found, "") : (null, $"\"{source.Name}\", which it came from, does not hold it{Said(faults)}");
        }
        return (null, $"\"{source.Name}\", which it came from, is gone{Said(faults)}");
    }

    private static string Said(List<Diagnostic> faults) => faults.Find(f => f.Severity == Severity.Error) is { } fault ? $" ({fault.Message})" : "";
}
