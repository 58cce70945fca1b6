namespace Namesake.Ledger;

/// <summary>The ledger cannot be used as it is: damaged, of another version, in use, or out of space. The message says what to do.</summary>
public sealed class LedgerException : IOException
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
