using Namesake.Sessions.Events;

namespace Namesake.Ledger.Importing;

/// <summary>An identity of a segment, and what was done under it there.</summary>
internal sealed class IdentityUse(UserIdentity identity, bool fromConsole)
{
    public UserIdentity Identity { get; } = identity;

    public bool FromConsole { get; } = fromConsole;

    public int Events { get; private set; }

    /// <summary>The time of its first event; meaningless without any.</summary>
    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public FactId FirstEvent { get; private set; }

    public void Count(in Fact fact)
    {
        Events++;
        if (fact.Time < First || fact.Time == First && fact.Id.CompareTo(FirstEvent) < 0) (First, FirstEvent) = (fact.Time, fact.Id);
        Last = Math.Max(Last, fact.Time);
    }
}
