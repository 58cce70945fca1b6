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

    /// <summary>The number of the first event among the facts; of several of one time that of the least id.</summary>
    public int FirstRow { get; private set; }

    /// <param name="fact">An event of it; they are counted in the order of their ids.</param>
    /// <param name="row">Its number.</param>
    public void Count(in Fact fact, int row)
    {
        Events++;
        if (fact.Time < First) (First, FirstRow) = (fact.Time, row);
        Last = Math.Max(Last, fact.Time);
    }
}
