namespace Namesake.Ledger;

/// <summary>The ledger cannot be used as it is: damaged, of another version, in use, or out of space. The message says what to do. No IOException: whoever reads a log must not take it for a fault of the log.</summary>
public sealed class LedgerException : Exception
{
    public LedgerException()
    {
    }

    public LedgerException(string message)
        : base(message)
    {
    }

    public LedgerException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
