using DuckDB.NET.Data;
using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Importing;

/// <summary>Writes segments into the folder of a ledger, each whole or not at all. They are no part of it until its list names them.</summary>
internal sealed class SegmentFiles(LedgerFolder folder)
{
    /// <param name="draft">What it holds.</param>
    /// <param name="segment">Its number.</param>
    /// <param name="answers">What is known of identities; asked for while the rest is written.</param>
    /// <exception cref="LedgerException">It could not be written; nothing is left of it.</exception>
    public void Write(SegmentDraft draft, SegmentInfo segment, Func<IEnumerable<StoredAnswer>> answers)
    {
        var partial = folder.PartialOf(segment.Number);
        try
        {
            var sketch = new SegmentWriter(draft).Write(partial, answers);
            sketch.Save(folder.SketchOf(segment));
            File.Move(partial, folder.PathOf(segment));
        }
        catch (Exception e) when (e is DuckDBException or IOException or AggregateException { InnerException: DuckDBException or IOException })
        {
            File.Delete(partial);
            File.Delete(partial + ".wal");
            File.Delete(folder.SketchOf(segment));
            throw NotWritten(e.InnerException ?? e);
        }
    }

    /// <summary>Makes a list the ledger's.</summary>
    /// <exception cref="LedgerException">It could not be written; the old one is as it was.</exception>
    public void Save(Manifest manifest)
    {
        try
        {
            manifest.Save(folder.Path);
        }
        catch (IOException e)
        {
            throw NotWritten(e);
        }
    }

    private LedgerException NotWritten(Exception e) => new($"the ledger in \"{folder.Path}\" could not be written to and is as it was before: {e.Message}", e);
}
