using Namesake.Policy.Model;
using Namesake.Sessions.Lineage;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>One worker's reader: what it reads of any file goes into its part of a trail.</summary>
public sealed class PartReader(TrailPart part)
{
    private readonly RecordParser _records = new(part);

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
