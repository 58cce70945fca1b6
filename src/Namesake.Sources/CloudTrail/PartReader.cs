using Namesake.Policy.Model;
using Namesake.Sessions.Lineage;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>One worker's reader: what it reads of any file goes into its part of a trail.</summary>
/// <param name="part">Where it goes.</param>
/// <param name="raw">Given each event as its log has it, right after it went into the part; null where nobody wants that.</param>
public sealed class PartReader(TrailPart part, RawTaker? raw = null)
{
    private readonly RecordParser _records = new(part, raw: raw);

    /// <param name="file">A log.</param>
    /// <param name="report">Told what is wrong with it.</param>
    /// <returns>Whether nothing of it was lost.</returns>
    public bool Read(InputFile file, Action<Diagnostic> report)
    {
        var whole = true;
        new LogFile(_records, new FileReport(file, Take), ReadingLimits.Normal).Read();
        return whole;

        void Take(Diagnostic diagnostic)
        {
            whole &= diagnostic.Severity != Severity.Error;
            report(diagnostic);
        }
    }
}
