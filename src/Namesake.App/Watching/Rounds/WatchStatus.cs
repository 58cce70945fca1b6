namespace Namesake.App.Watching.Rounds;

/// <summary>How a watch is doing. It is written by one and read by any.</summary>
internal sealed class WatchStatus
{
    private readonly Lock _lock = new();
    private RoundStatus? _last;
    private long? _newest;
    private string? _logFault;

    /// <summary>The last round that looked at everything; null before the first.</summary>
    public RoundStatus? Last
    {
        get { lock (_lock) return _last; }
        set { lock (_lock) _last = value; }
    }

    /// <summary>The time of the ledger's newest event, in milliseconds since 1970; null where none was imported by this process.</summary>
    public long? Newest
    {
        get { lock (_lock) return _newest; }
        set { lock (_lock) _newest = value; }
    }

    /// <summary>Why the last import failed; null where it did not.</summary>
    public string? LogFault
    {
        get { lock (_lock) return _logFault; }
        set { lock (_lock) _logFault = value; }
    }
}

/// <summary>What came of a round.</summary>
/// <param name="Time">When it began.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Next">When the next is due; null where there is none.</param>
/// <param name="Roles">How many roles it audited.</param>
/// <param name="IsWhole">Whether all was read.</param>
/// <param name="Fault">Why it failed; null where it did not.</param>
internal sealed record RoundStatus(DateTimeOffset Time, TimeSpan Took, DateTimeOffset? Next, int Roles, bool IsWhole, string? Fault);
