using Namesake.Policy.Model;
using Namesake.Sessions.Lineage;
using Namesake.Sources.Files;

namespace Namesake.Sources.CloudTrail;

/// <summary>One worker's reader: what it reads of any file goes into its part of a trail.</summary>
/// <param name="part">Where it goes.</param>
/// <param name="raw">Given each event as its log has it, right after it went into the part; null where nobody wants that.</param>
/// <param name="other">Another worker's reader, if any: identities that one of them has parsed are known to both.</param>
public sealed class PartReader(TrailPart part, RawTaker? raw = null, PartReader? other = null)
{
    private readonly IdentityStore _identities = other?._identities ?? new IdentityStore();
    private RecordParser? _records;

    /// <param name="file">A log.</param>
    /// <param name="report">Told what is wrong with it.</param>
    /// <returns>Whether nothing of it was lost.</returns>
    public bool Read(InputFile file, Action<Diagnostic> report)
    {
        var whole = true;
        new LogFile(_records ??= new RecordParser(part, _identities, raw), new FileReport(file, Take), ReadingLimits.Normal).Read();
        return whole;

        void Take(Diagnostic diagnostic)
        {
            whole &= diagnostic.Severity != Severity.Error;
            report(diagnostic);
        }
    }
}
