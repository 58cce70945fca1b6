using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>What is said of one file: faults with their place, and what its records turned out to be.</summary>
internal sealed class FileReport(InputFile file, Action<Diagnostic> report)
{
    /// <summary>How often one kind of fault is told with its place; a file of a million broken lines is told of in so many and a sum.</summary>
    private const int MaxTold = 10;

    private static readonly int Kinds = Enum.GetValues<RecordKind>().Length;

    private readonly (int Count, int Line, int Column)[] _kinds = new (int, int, int)[Kinds];
    private readonly Dictionary<string, int> _said = new(StringComparer.Ordinal);

    public InputFile File => file;

    /// <summary>How many events were read.</summary>
    public int Events => Of(RecordKind.Event);

    public int Of(RecordKind kind) => _kinds[(int)kind].Count;

    public void Add(Severity severity, string code, string message, (int Line, int Column) place)
    {
        var times = _said[code] = _said.GetValueOrDefault(code) + 1;
        if (times <= MaxTold) report(file.Fault(severity, code, message, place.Line, place.Column));
    }

    /// <summary>Counts a record.</summary>
    /// <returns>Whether its place is wanted: it is the first that is no event of its kind.</returns>
    public bool Count(RecordKind kind) => _kinds[(int)kind].Count++ == 0 && kind != RecordKind.Event;

    public void Place(RecordKind kind, (int Line, int Column) place)
    {
        ref var seen = ref _kinds[(int)kind];
        (seen.Line, seen.Column) = place;
    }

    /// <summary>Says what was passed over, once the file is read as far as it can be.</summary>
    public void Conclude()
    {
        foreach (var (code, times) in _said)
            if (times > MaxTold) report(file.Fault(Severity.Error, code, $"{times - MaxTold} more of these in the file: passed over"));
        Tell(RecordKind.Incomplete, Severity.Error, "incomplete-event", n => $"{n} events lack an id, a time, a name or a source, or one is beyond measure: passed over");
        Tell(RecordKind.Broken, Severity.Error, "broken-content", n => $"{n} records hold events as text that is not whole JSON: passed over");
        Tell(RecordKind.S3Notification, Severity.Error, "s3-notification", n => $"{n} notices that log files were written to S3: give the files themselves");
        Tell(RecordKind.Digest, Severity.Note, "digest-file", _ => "a digest file, not events: passed over");
        Tell(RecordKind.Insight, Severity.Note, "insight-events", n => $"{n} Insights events, which are no actions: passed over");
        if (Events == 0) Tell(RecordKind.Cell, file.ForeignSeverity, "no-event-column", _ => "rows of a query without the column eventJson, which alone holds whole events: passed over");
        Tell(RecordKind.Foreign, Events > 0 ? Severity.Warning : file.ForeignSeverity, "foreign-objects", n => $"{n} JSON values that are no CloudTrail events: passed over");
    }

    private void Tell(RecordKind kind, Severity severity, string code, Func<int, string> message)
    {
        var (count, line, column) = _kinds[(int)kind];
        if (count > 0) report(file.Fault(severity, code, message(count), line, column));
    }
}
