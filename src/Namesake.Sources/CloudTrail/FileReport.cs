using Namesake.Policy.Model;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>What is said of one file: faults with their place, and what its records turned out to be.</summary>
internal sealed class FileReport(InputFile file, Action<Diagnostic> report)
{
    private readonly int[] _counts = new int[Enum.GetValues<RecordKind>().Length];
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private int _linesPassed;
    private int _columnPassed;
    private (int Line, int Column) _place = (1, 1);

    /// <summary>Bytes that leave the buffer: lines are counted here, once, by a vectorised count.</summary>
    public void Pass(ReadOnlySpan<byte> text) => (_linesPassed, _columnPassed) = After(text);

    /// <summary>Sets the place of what is said next, by what lies in the buffer before it.</summary>
    public void At(ReadOnlySpan<byte> before)
    {
        var (lines, column) = After(before);
        _place = (lines + 1, column + 1);
    }

    public void Add(Severity severity, string code, string message)
    {
        // A file of a million broken lines is one fault, told once.
        if (_said.Add(code)) report(file.Fault(severity, code, message, _place.Line, _place.Column));
    }

    public void Count(RecordKind kind) => _counts[(int)kind]++;

    /// <summary>Says what was passed over in a file that was read to its end.</summary>
    public void Conclude(InputFile input)
    {
        var events = Of(RecordKind.Event) + Of(RecordKind.Envelope);
        _place = (1, 1);
        if (Of(RecordKind.Incomplete) is > 0 and var incomplete)
            Add(Severity.Error, "incomplete-event", $"{incomplete} events lack an id, a time, a name or a source: passed over");
        if (Of(RecordKind.S3Notification) is > 0 and var notices)
            Add(Severity.Error, "s3-notification", $"{notices} notices that log files were written to S3: give the files themselves");
        if (Of(RecordKind.Digest) > 0) Add(Severity.Note, "digest-file", "a digest file, not events: passed over");
        if (Of(RecordKind.Insight) is > 0 and var insights) Add(Severity.Note, "insight-events", $"{insights} Insights events, which are no actions: passed over");
        if (Of(RecordKind.Foreign) is > 0 and var foreign)
            Add(events > 0 ? Severity.Warning : input.ForeignSeverity, "foreign-objects", $"{foreign} JSON objects that are no CloudTrail events: passed over");
    }

    private int Of(RecordKind kind) => _counts[(int)kind];

    private (int Lines, int Column) After(ReadOnlySpan<byte> text)
    {
        var last = text.LastIndexOf((byte)'\n');
        return last < 0 ? (_linesPassed, _columnPassed + text.Length) : (_linesPassed + text.Count((byte)'\n'), text.Length - last - 1);
    }
}
