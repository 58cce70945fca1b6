using Namesake.Ledger.Storage;

namespace Namesake.Ledger.Asking;

/// <summary>A ledger that is asked: as it was when it was opened. For one question at a time.</summary>
public sealed class LedgerReader : IDisposable
{
    private LedgerReader(CurrentAnswers answers) => Answers = answers;

    internal CurrentAnswers Answers { get; }

    internal Snapshot Snapshot => Answers.Snapshot;

    /// <summary>Whether it answers questions in SQL, and no others any more.</summary>
    internal bool IsLocked { get; set; }

    /// <returns>Null where the folder holds no ledger.</returns>
    /// <exception cref="LedgerException">It is damaged.</exception>
    public static LedgerReader? TryOpen(LedgerFolder folder)
    {
        if (!folder.Exists) return null;
        var snapshot = Snapshot.Open(folder);
        if (snapshot.Segments.IsEmpty)
        {
            snapshot.Dispose();
            return null;
        }
        try
        {
            return new LedgerReader(new CurrentAnswers(snapshot));
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    public void Dispose() => Snapshot.Dispose();
}
